"""Rows of a CSV that people fill in: every cell that cannot be used is reported, by row and column, all at once.

What was found is repeated, except where it could be a BSN or is free text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple

from backoffice.services import csvbestand
from backoffice.services.leesbaar import toonbaar

_LANG_GETAL: Final = re.compile(r"\d{8}")
_DATUMVORMEN: Final = ("%Y-%m-%d", "%d-%m-%Y")


class Rijfout(NamedTuple):
    """What is wrong in a file, on which line and in which column; no column when it is about the whole line."""

    regel: int
    kolom: str
    reden: str

    def __str__(self) -> str:
        waar = f"regel {self.regel}, kolom {self.kolom}" if self.kolom else f"regel {self.regel}"
        return f"{waar}: {self.reden}"


@dataclass(slots=True)
class Rij:
    """One row: its line number and its cells by column; what cannot be used is kept in `fouten`."""

    nummer: int
    cellen: dict[str, str] = field(repr=False)
    fouten: list[Rijfout] = field(default_factory=list)

    def meld(self, kolom: str, reden: str) -> None:
        """Report a cell."""
        self.fouten.append(Rijfout(self.nummer, kolom, reden))

    def tekst(self, kolom: str) -> str | None:
        """A text, or None for an empty cell."""
        return self.cellen[kolom] or None

    def datum(self, kolom: str) -> date | None:
        """A date, or None for an empty cell."""
        tekst = self.cellen[kolom]
        if not tekst:
            return None
        for vorm in _DATUMVORMEN:
            try:
                return datetime.strptime(tekst, vorm).date()
            except ValueError:
                continue
        self.meld(kolom, f"{self.gevonden(kolom)} is geen datum; verwacht JJJJ-MM-DD")
        return None

    def getal(self, kolom: str) -> int | None:
        """A whole number of zero or more, or None (reported) for anything else."""
        tekst = self.cellen[kolom]
        if tekst.isascii() and tekst.isdecimal():
            return int(tekst)
        self.meld(kolom, f"{self.gevonden(kolom)} is geen heel getal van nul of meer")
        return None

    def ja(self, kolom: str) -> bool:
        """Whether the cell says ja; empty or nee is no."""
        tekst = self.cellen[kolom].lower()
        if tekst not in ("", "ja", "nee"):
            self.meld(kolom, f"{self.gevonden(kolom)} is geen ja of nee")
        return tekst == "ja"

    def gevonden(self, kolom: str) -> str:
        """What stands in a cell, fit to be shown."""
        tekst = self.cellen[kolom]
        if not tekst:
            return "een lege cel"
        return "wat hier staat" if _LANG_GETAL.search(tekst) else f"'{toonbaar(tekst)[:40]}'"


def lees(inhoud: bytes, naam: str, kolommen: Sequence[str]) -> Iterator[Rij]:
    """The rows under these heads; OnleesbareCsv when it is another table."""
    for nummer, cellen in csvbestand.lees(inhoud, naam, kolommen):
        yield Rij(nummer, cellen)
