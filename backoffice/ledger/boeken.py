"""Bookings: what an approved prestatie does to the accounts, in double entry.

A boeking is added and stays; a credit posts the reverse of the boeking it points at. The lines of one boeking
sum to zero. Amounts are signed eurocents, debit positive.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Rekening(StrEnum):
    """The accounts: a claim on the gemeente that bears the cost, a debt to the aanbieder that delivered."""

    GEMEENTE = "vordering_gemeente"
    AANBIEDER = "schuld_aanbieder"


class Boekingsoort(StrEnum):
    """Why something is booked."""

    TOEKENNING = "toekenning"
    CREDITERING = "creditering"


class Boekingsregel(NamedTuple):
    """One line: account, party (gemeentecode or AGB-code) and signed eurocents."""

    rekening: Rekening
    partij: str
    bedrag: int


class Boeking(NamedTuple):
    """One balanced entry for one prestatie; `tegenboeking_van` is the boeking that a credit undoes."""

    prestatie: int
    soort: Boekingsoort
    geboekt_op: date
    leveringsmaand: date
    regels: tuple[Boekingsregel, ...]
    tegenboeking_van: int | None = None

    @property
    def in_evenwicht(self) -> bool:
        """Whether the lines sum to zero; nothing else may be kept."""
        return sum(regel.bedrag for regel in self.regels) == 0


class Geboekt(NamedTuple):
    """What stands in the books for a prestatie: the id of its boeking, and the lines."""

    id: int
    regels: tuple[Boekingsregel, ...]


def boek_toekenning(
    prestatie: int, gemeente: str, aanbieder: str, bedrag: int, geboekt_op: date, leveringsmaand: date
) -> Boeking:
    """Book an approved debet prestatie: the gemeente owes it, the aanbieder gets it."""
    return Boeking(
        prestatie, Boekingsoort.TOEKENNING, geboekt_op, leveringsmaand, _regels(gemeente, aanbieder, bedrag)
    )


def boek_creditering(prestatie: int, origineel: Geboekt, geboekt_op: date, leveringsmaand: date) -> Boeking:
    """Book an approved credit prestatie: the reverse, line by line, of what its debet booked (IV085, IV091)."""
    return Boeking(
        prestatie,
        Boekingsoort.CREDITERING,
        geboekt_op,
        leveringsmaand,
        tuple(regel._replace(bedrag=-regel.bedrag) for regel in origineel.regels),
        origineel.id,
    )


def _regels(gemeente: str, aanbieder: str, bedrag: int) -> tuple[Boekingsregel, ...]:
    return (
        Boekingsregel(Rekening.GEMEENTE, gemeente, bedrag),
        Boekingsregel(Rekening.AANBIEDER, aanbieder, -bedrag),
    )
