"""Payment files: what the back office asks of whoever speaks the language of banks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Opdracht:
    """One payment: `kenmerk` comes back from the bank, `bedrag` is eurocents above zero."""

    kenmerk: str
    naam: str
    iban: str
    bedrag: int
    omschrijving: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Payments of one debtor on one day; `kenmerk` names the file, `gemaakt_op` is a UTC moment."""

    kenmerk: str
    naam: str
    iban: str
    uitvoerdag: date
    gemaakt_op: datetime
    opdrachten: Sequence[Opdracht]


class Bankstand(StrEnum):
    """What a bank says of a payment."""

    UITGEVOERD = "uitgevoerd"
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True)
class Bankmelding:
    """What a bank says of one payment, found by its `kenmerk`; eurocents, and the bank's own reason code."""

    kenmerk: str
    stand: Bankstand
    bedrag: int | None
    reden: str


class Bank(Protocol):
    """Writes payment files and reads what banks send back."""

    def schrijf(self, batch: Batch) -> bytes:
        """Give the file for one batch; the same batch gives the same bytes."""

    def lees(self, inhoud: bytes) -> list[Bankmelding]:
        """Read a statement or status report; raises BackofficeError when it is neither."""
