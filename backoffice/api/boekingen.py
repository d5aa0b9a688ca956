"""One boeking, with what it hangs together with; amounts are signed eurocents, debit positive."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter

from backoffice.api.vorm import Id, Vorm
from backoffice.services.inzage import boekingen
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/boekingen", tags=["kosten en boekhouding"])


class Boekingsregel(Vorm):
    """One line: account, party (gemeentecode or AGB-code) and amount."""

    rekening: str
    partij: str
    bedrag: int


class Boeking(Vorm):
    """One boeking; its lines sum to zero.

    `tegenboekingVan` is the boeking it undoes or changes, `kenmerk` the payment it tells of, `betaaldMet` the
    payment that settles it, and `samenhang` are the numbers of all boekingen one step away.
    """

    id: int
    soort: str
    gemeente: str
    aanbieder: str
    geboekt_op: date
    boekmaand: date
    leveringsmaand: date
    regels: list[Boekingsregel]
    prestatie_id: int | None
    referentie: str | None
    bericht_id: int | None
    kenmerk: str | None
    betaald_met: str | None
    tegenboeking_van: int | None
    samenhang: list[int]


@router.get("/{id}")
@recht(Recht.BETALINGEN_ZIEN)
def toon(hier: Hier, wie: Wie, id: Id) -> Boeking:
    """Een boeking, waar zij vandaan komt en wat erop volgde."""
    blad = boekingen.toon(hier.werkplek, wie, id, hier.nu())
    return Boeking.van(blad.boeking, aanbieder=blad.aanbieder, samenhang=blad.samenhang)
