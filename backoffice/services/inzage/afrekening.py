"""The statement of a month, as far as it is of the organisation of who asks, and which months are closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from backoffice.services import afrekening
from backoffice.services.tabelvormen import Tabel
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.views.betaalverkeer import MaandRij, lees_maanden
from backoffice.toegang.rechten import Bezoeker

_MAANDEN: Final = 24


@dataclass(frozen=True, slots=True)
class Maandafrekening:
    """The tables of one month, by its first day; provisional until the month is closed and settled."""

    maand: date
    vast: bool
    tabellen: tuple[Tabel, ...]


def maanden(werkplek: Werkplek) -> list[MaandRij]:
    """The months that were closed last, newest first; they belong to the whole region."""
    with lezen(werkplek.engine) as conn:
        return lees_maanden(conn, aantal=_MAANDEN)


def toon(werkplek: Werkplek, bezoeker: Bezoeker, maand: date, hoogstens: int | None = None) -> Maandafrekening:
    """The statement of a month (by its first day) for the region, one gemeente or one aanbieder.

    With all its lines, or the first so many. Nothing in it names a jeugdige. Raises Afrekenfout when it does not
    equal the books.
    """
    gemaakt = afrekening.maak_afrekening(werkplek, maand)
    bereik = bezoeker.bereik
    if bereik.aanbieder is not None:
        tabellen = afrekening.aanbiedertabellen(werkplek, gemaakt, bereik.aanbieder, hoogstens)
    elif bereik.gemeente is not None:
        tabellen = afrekening.gemeentetabellen(werkplek, gemaakt, bereik.gemeente, hoogstens)
    else:
        tabellen = afrekening.regiotabellen(gemaakt, afrekening.namen_van(werkplek))
    return Maandafrekening(maand, afrekening.staat_vast(werkplek, maand), tuple(tabellen))
