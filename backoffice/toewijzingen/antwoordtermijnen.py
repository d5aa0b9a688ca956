"""How long an answer may take: a retourbericht three werkdagen, a JW325 ten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from backoffice.kalender import Kalender

RETOUR: Final = 3
DECLARATIEANTWOORD: Final = 10

TERMIJNEN: Final[dict[str, int]] = {
    **dict.fromkeys(("JW301", "JW305", "JW307", "JW315", "JW317", "JW319"), RETOUR),
    "JW323": DECLARATIEANTWOORD,
}
"""Werkdagen after receipt, per kind of message that must be answered (OP090, OP090x4)."""


@dataclass(frozen=True, slots=True)
class Antwoordtermijn:
    """The last day to answer, and how many calendar days before it the answer went, or today is.

    Zero is the last day itself, below zero is late.
    """

    uiterlijk: date
    dagen_over: int

    @property
    def te_laat(self) -> bool:
        """Whether the answer is, or was, late."""
        return self.dagen_over < 0


def antwoordtermijn(
    soort: str, ontvangen: date, beantwoord: date | None, vandaag: date, kalender: Kalender
) -> Antwoordtermijn:
    """The term of a message received on a day, answered on another (None: not yet); KeyError when it has none."""
    uiterlijk = kalender.werkdagen_na(ontvangen, TERMIJNEN[soort])
    return Antwoordtermijn(uiterlijk, (uiterlijk - (beantwoord or vandaag)).days)


def dringend(termijn: Antwoordtermijn, vandaag: date, kalender: Kalender, marge: int) -> bool:
    """Whether the last day is past, or at most so many werkdagen (one or more) away."""
    return termijn.uiterlijk <= kalender.werkdagen_na(vandaag, marge)
