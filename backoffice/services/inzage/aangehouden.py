"""Lines of declaraties that wait for a person because they came after the agreed term."""

from __future__ import annotations

from datetime import datetime

from backoffice.contracts.model import Gevolg
from backoffice.services import beslis_aangehouden
from backoffice.services.beslis_aangehouden import Afgehandeld
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.werkplek import Werkplek
from backoffice.storage.aanhoudingen import Aangehouden
from backoffice.toegang.rechten import Bezoeker


def lijst(werkplek: Werkplek, bezoeker: Bezoeker) -> list[Aangehouden]:
    """The lines that wait within the bereik of this visitor, most pressing first; none of it names a person."""
    bereik = bezoeker.bereik
    return [
        lijn
        for lijn in beslis_aangehouden.wachtende(werkplek)
        if bereik.aanbieder in (None, lijn.aanbieder) and bereik.gemeente in (None, lijn.gemeente)
    ]


def toon(werkplek: Werkplek, bezoeker: Bezoeker, prestatie_id: int) -> Aangehouden:
    """One line; NietGevonden when no such line waits within the bereik of this visitor."""
    for lijn in lijst(werkplek, bezoeker):
        if lijn.prestatie_id == prestatie_id:
            return lijn
    raise NietGevonden(f"Er wacht geen prestatie {prestatie_id}, of zij is niet van uw organisatie.")


def beslis(
    werkplek: Werkplek, bezoeker: Bezoeker, prestatie_id: int, besluit: Gevolg, reden: str, nu: datetime
) -> Afgehandeld | None:
    """Decide on a line; gives what the declaratie came to when it was the last one.

    Raises NietGevonden, or Besluitfout when it was decided on before or cannot be rejected.
    """
    lijn = toon(werkplek, bezoeker, prestatie_id)
    return beslis_aangehouden.beslis(werkplek, lijn.aanbieder, lijn.referentie, besluit, reden, nu, bezoeker.naam)
