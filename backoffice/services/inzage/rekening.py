"""One account and one hold, as somebody sees them who decides on them."""

from __future__ import annotations

from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.views import betaalverkeer
from backoffice.storage.views.betaalverkeer import BlokkadeRij, RekeningRij
from backoffice.toegang.rechten import Bezoeker


def toon(werkplek: Werkplek, bezoeker: Bezoeker, nummer: int) -> RekeningRij:
    """One account; NietGevonden when it is not of an organisation this visitor may see."""
    with lezen(werkplek.engine) as conn:
        gevonden = betaalverkeer.zoek_rekening(conn, bezoeker.bereik, nummer)
    if gevonden is None:
        raise NietGevonden(f"Rekening {nummer} is er niet, of is niet van uw organisatie.")
    return gevonden


def blokkade(werkplek: Werkplek, bezoeker: Bezoeker, nummer: int) -> BlokkadeRij:
    """What is held back under a number; NietGevonden when it is not (any more), or is of another gemeente."""
    with lezen(werkplek.engine) as conn:
        gevonden = betaalverkeer.zoek_blokkade(conn, bezoeker.bereik, nummer)
    if gevonden is None:
        raise NietGevonden(f"Blokkade {nummer} is er niet meer, of is niet van uw organisatie.")
    return gevonden
