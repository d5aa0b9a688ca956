"""What the finance department of a gemeente takes in: journaalposten on its own accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol


class Grootboekrekening(NamedTuple):
    """An account of the gemeente; `kosten` tells cost from balance sheet."""

    nummer: str
    omschrijving: str
    kosten: bool


class Relatie(NamedTuple):
    """A party in the books: an aanbieder, or another gemeente."""

    code: str
    naam: str
    gemeente: bool


class Periode(NamedTuple):
    """A book month, by its first day; what is in a closed month does not change any more."""

    maand: date
    definitief: bool


class Exportregel(NamedTuple):
    """One line of a journaalpost on the accounts of the gemeente; signed eurocents, debit positive."""

    grootboekrekening: str
    kostenplaats: str
    taakveld: str
    relatie: str
    bedrag: int


class Exportpost(NamedTuple):
    """One journaalpost; `nummer` is the boeking it comes from, `kenmerk` what people know it by."""

    nummer: int
    dagboek: str
    datum: date
    boekmaand: date
    leveringsmaand: date
    omschrijving: str
    kenmerk: str
    regels: Sequence[Exportregel]


@dataclass(frozen=True, slots=True)
class Grootboekexport:
    """The books of one gemeente over some months, in a fixed order."""

    gemeente: str
    naam: str
    fiscaal_nummer: str
    rekeningen: Sequence[Grootboekrekening]
    relaties: Sequence[Relatie]
    perioden: Sequence[Periode]
    posten: Sequence[Exportpost]


class Exportvorm(Protocol):
    """A form in which books can be handed over."""

    def schrijf(self, export: Grootboekexport) -> bytes:
        """Give the file; the same books give the same bytes. Raises BackofficeError when it cannot be made."""
