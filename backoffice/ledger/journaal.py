"""The books of one gemeente: regional bookings seen from who owes, who bears, and who pays.

The regional books know one claim on whoever bears the cost. In the books of a gemeente that is a cost when it
bears itself, and a claim on another gemeente when that one bears (art. 8.2.1 Jeugdwet); the other has the cost and
owes as much. What all gemeenten book together is what the region booked, and between gemeenten it is zero.
Amounts are signed eurocents, debit positive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from backoffice.ledger.boeken import Boekingsoort, Boekingsregel, Rekening


class Journaalrekening(StrEnum):
    """The accounts in the books of one gemeente."""

    KOSTEN = "kosten"
    TAAKGERICHT = "taakgericht"
    CREDITEUR = "crediteur"
    VORDERING = "vordering_op_gemeente"
    SCHULD = "schuld_aan_gemeente"
    ONDERWEG = "betaling_onderweg"
    BANK = "bank"


class Dagboek(StrEnum):
    """Where a journaalpost belongs: what was declared here, what is borne for another, and what was paid."""

    DECLARATIES = "declaraties"
    VERREKENING = "verrekening"
    BETALINGEN = "betalingen"


class GeboektePost(NamedTuple):
    """A regional boeking as it is kept, with what makes it known to people.

    `kenmerk` is message and ReferentieNummer, or the kenmerk of a payment. `contractsoort` and `categorie` are
    empty for what is not about one prestatie, `contractsoort` also for what was delivered without a contract.
    `aanbieder` is who delivered the prestatie, for a boeking that leaves the debt to him as it was.
    """

    id: int
    gemeente: str
    soort: Boekingsoort
    geboekt_op: date
    boekmaand: date
    leveringsmaand: date
    kenmerk: str
    contractsoort: str
    categorie: str
    regels: tuple[Boekingsregel, ...]
    aanbieder: str = ""


class Journaalregel(NamedTuple):
    """One line: account, the other party (AGB-code or gemeentecode) and signed eurocents."""

    rekening: Journaalrekening
    partij: str
    bedrag: int


class Journaalpost(NamedTuple):
    """What one regional boeking means in the books of one gemeente; the lines sum to zero."""

    boeking: GeboektePost
    dagboek: Dagboek
    omschrijving: str
    regels: tuple[Journaalregel, ...]


_OMSCHRIJVING = {
    Boekingsoort.TOEKENNING: "Jeugdhulp toegekend",
    Boekingsoort.CREDITERING: "Jeugdhulp gecrediteerd",
    Boekingsoort.BETALING: "Betaling verzonden",
    Boekingsoort.BETAALD: "Betaling uitgevoerd",
    Boekingsoort.TERUGGEKOMEN: "Betaling teruggekomen",
    Boekingsoort.HERROUTERING: "Andere gemeente draagt",
    Boekingsoort.VOORSCHOT: "Voorschot taakgericht",
    Boekingsoort.AFREKENING: "Afrekening taakgericht",
}

_EIGEN = {
    Rekening.AANBIEDER: Journaalrekening.CREDITEUR,
    Rekening.TAAKGERICHT: Journaalrekening.TAAKGERICHT,
    Rekening.ONDERWEG: Journaalrekening.ONDERWEG,
    Rekening.BANK: Journaalrekening.BANK,
}


def journaal_van(gemeente: str, boekingen: Iterable[GeboektePost]) -> Iterator[Journaalpost]:
    """The journaalposten of one gemeente, in the order of the boekingen; what does not touch it gives none."""
    for boeking in boekingen:
        regels = tuple(_regels(gemeente, boeking))
        if regels:
            yield Journaalpost(boeking, _dagboek(gemeente, boeking), _omschrijving(gemeente, boeking), regels)


def _regels(gemeente: str, boeking: GeboektePost) -> Iterator[Journaalregel]:
    aanbieder = next((r.partij for r in boeking.regels if r.rekening is Rekening.AANBIEDER), boeking.aanbieder)
    for rekening, partij, bedrag in boeking.regels:
        if rekening is not Rekening.GEMEENTE:
            if boeking.gemeente == gemeente:
                yield Journaalregel(_EIGEN[rekening], partij, bedrag)
        elif partij == gemeente:
            yield Journaalregel(Journaalrekening.KOSTEN, aanbieder, bedrag)
            if boeking.gemeente != gemeente:
                yield Journaalregel(Journaalrekening.SCHULD, boeking.gemeente, -bedrag)
        elif boeking.gemeente == gemeente:
            yield Journaalregel(Journaalrekening.VORDERING, partij, bedrag)


def _dagboek(gemeente: str, boeking: GeboektePost) -> Dagboek:
    if boeking.gemeente != gemeente or boeking.soort is Boekingsoort.HERROUTERING:
        return Dagboek.VERREKENING
    betaling = boeking.soort in (Boekingsoort.BETALING, Boekingsoort.BETAALD, Boekingsoort.TERUGGEKOMEN)
    return Dagboek.BETALINGEN if betaling else Dagboek.DECLARATIES


def _omschrijving(gemeente: str, boeking: GeboektePost) -> str:
    wat = f"{_OMSCHRIJVING[boeking.soort]}, levering {boeking.leveringsmaand:%m-%Y}"
    return wat if boeking.gemeente == gemeente else f"{wat}, gedeclareerd bij {boeking.gemeente}"
