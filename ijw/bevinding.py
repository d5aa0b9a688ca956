"""A finding: what a rule of the standard says about one place in a message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Niveau(IntEnum):
    """Controleniveau of the standard (IV032, IV088)."""

    XSD = 1
    BERICHT = 2
    BERICHTOVERSTIJGEND = 3
    EXTERNE_BRON = 4


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One deviation: rule, level, retourcode, place (XPath of the berichtklasse), what was found and expected.

    `gevonden` never holds a persoonsgegeven. `onderwerp` names the berichtklasse for people ("Prestatie R12").
    """

    regel: str
    niveau: Niveau
    retourcode: str | None
    locatie: str
    onderwerp: str
    element: str | None
    gevonden: str
    verwacht: str
    regelnummer: int | None = None

    @property
    def feit(self) -> str:
        """What was found, after the element it was found in when the rule names one."""
        return f"{self.element} {self.gevonden}" if self.element else self.gevonden

    @property
    def melding(self) -> str:
        """The finding as a Dutch sentence with place, found, expected and rule."""
        bron = f"{self.regel}, {self.retourcode}" if self.retourcode else self.regel
        return f"{self.onderwerp}: {self.feit}, verwacht {self.verwacht} ({bron})"

    def als_json(self) -> dict[str, str | int | None]:
        """The finding in the fixed JSON form of `ijw valideer --json`."""
        return {
            "regel": self.regel,
            "niveau": int(self.niveau),
            "retourcode": self.retourcode,
            "locatie": self.locatie,
            "gevonden": self.gevonden,
            "verwacht": self.verwacht,
            "melding": self.melding,
            "regelnummer": self.regelnummer,
        }
