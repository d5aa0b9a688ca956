"""The statement of a month for the region, one gemeente or one aanbieder; nothing in it names a jeugdige."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request

from backoffice.api.vorm import Lijst, Vorm, lijst
from backoffice.services.inzage import afrekening
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/afrekeningen", tags=["kosten en boekhouding"])

Maand = Annotated[
    date, Path(ge=date(2015, 1, 1), le=date(2100, 1, 1), description="Een maand, als haar eerste dag.")
]


class GeslotenMaand(Vorm):
    """A month of which the books are closed; `afgerekend_op` is empty while it was not settled."""

    maand: date
    gesloten_op: datetime
    afgerekend_op: datetime | None


class Afrekeningtabel(Vorm):
    """A table with heads, lines and a total; amounts are numbers, in signed eurocents."""

    titel: str
    koppen: list[str]
    regels: list[list[str | int]]
    totaal: list[str | int]


class Afrekening(Vorm):
    """The tables of a month; provisional until it is `vast`."""

    maand: date
    vast: bool
    tabellen: list[Afrekeningtabel]


@router.get("")
@recht(Recht.BETALINGEN_ZIEN)
def haal_op(request: Request, hier: Hier) -> Lijst[GeslotenMaand]:
    """De maanden die het laatst zijn gesloten, de nieuwste eerst."""
    return lijst(request, GeslotenMaand, afrekening.maanden(hier.werkplek))


@router.get("/{maand}")
@recht(Recht.BETALINGEN_ZIEN)
def toon(hier: Hier, wie: Wie, maand: Maand) -> Afrekening:
    """De afrekening van een maand; van een open maand is zij voorlopig."""
    gevonden = afrekening.toon(hier.werkplek, wie, maand.replace(day=1))
    tabellen = [
        Afrekeningtabel(
            titel=tabel.naam,
            koppen=list(tabel.koppen),
            regels=[list(rij) for rij in tabel.rijen],
            totaal=list(tabel.totaal),
        )
        for tabel in gevonden.tabellen
    ]
    return Afrekening(maand=gevonden.maand, vast=gevonden.vast, tabellen=tabellen)
