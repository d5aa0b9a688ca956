"""The work list of who asks, and deciding on what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final

from backoffice.services import werklijst
from backoffice.services.besluitstap import Besluit, Uitslag
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.werklijst import Werkblad
from backoffice.services.werkplek import Werkplek
from backoffice.storage import werk
from backoffice.storage.database import lezen
from backoffice.storage.werk import Werk
from backoffice.termijnen import Klok
from backoffice.toegang.rechten import Bezoeker

Beslis = Callable[[Werkplek, int, Besluit], Uitslag]
"""What is decided: one of the functions of besluit_werk, with its own choices filled in."""

_NIET_GEVONDEN: Final = "Werk {} is er niet, of is niet van uw organisatie."


def lijst(
    werkplek: Werkplek, bezoeker: Bezoeker, vandaag: date, *, ook_afgedaan: bool = False
) -> list[tuple[Werk, Klok | None]]:
    """What waits for this visitor, each with its deadline; none of it names a person."""
    gemeente = bezoeker.bereik.gemeente
    gemeenten = () if gemeente is None else (gemeente,)
    return werklijst.lijst(werkplek, vandaag, gemeenten, ook_afgedaan=ook_afgedaan)


def toon(werkplek: Werkplek, bezoeker: Bezoeker, werk_id: int, nu: datetime) -> Werkblad:
    """One item in full; NietGevonden when there is none that this visitor may see. Looking is recorded."""
    _eis(werkplek, bezoeker, werk_id)
    return werklijst.toon(werkplek, werk_id, nu, bezoeker.naam)


def besluit(
    werkplek: Werkplek, bezoeker: Bezoeker, werk_id: int, nu: datetime, gronden: Sequence[str], beslis: Beslis
) -> Uitslag:
    """Decide on an item; NietGevonden, or Besluitfout when it cannot be decided like this."""
    _eis(werkplek, bezoeker, werk_id)
    return beslis(werkplek, werk_id, Besluit(bezoeker.naam, nu, tuple(gronden)))


def _eis(werkplek: Werkplek, bezoeker: Bezoeker, werk_id: int) -> None:
    with lezen(werkplek.engine) as conn:
        item = werk.zoek_werk(conn, werk_id)
    if item is None or bezoeker.bereik.gemeente not in (None, item.gemeente):
        raise NietGevonden(_NIET_GEVONDEN.format(werk_id))
