"""Code lists: the codes and names of the standard, one data file per list.

A file is read the first time it is asked for; importing this package reads nothing. Files are refreshed
with `python -m ijw.codelijsten.ververs MAP`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

MAP: Final = Path(__file__).parent

STANDAARDLIJSTEN: Final = (
    *("COD002-VEKT", "COD032", "COD043", "COD046", "COD170", "COD260", "COD327", "COD467", "COD472"),
    *("COD700", "COD747", "COD757", "JZ002", "JZ020", "JZ588", "NUM061", "WJ001", "WJ003", "WJ232"),
    *("WJ756", "WJ758", "WJ759", "WJ760", "WMO757"),
)
GEMEENTEN: Final = "CBS"
PRODUCTCODES: Final = "JZ21"
LIJSTEN: Final = (*STANDAARDLIJSTEN, GEMEENTEN, PRODUCTCODES)

_ALTIJD: Final = (date.min, date.max)


@dataclass(frozen=True, slots=True)
class Codelijst:
    """One code list: code to name, and for the few codes that come and go, the days on which they exist.

    `geldigheid` holds (vanaf, tot): the first day on which a code exists and the first day on which it no
    longer does. A code without an entry has always existed as far as the list knows. `categorieen` is
    filled for product codes only.
    """

    lijst: str
    naam: str
    waarden: Mapping[str, str]
    geldigheid: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    categorieen: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, code: object) -> bool:
        return code in self.waarden

    def betekenis(self, code: str) -> str:
        """Name of a code; KeyError names the list and the code when it is unknown."""
        try:
            return self.waarden[code]
        except KeyError:
            raise KeyError(f"code {code!r} staat niet in codelijst {self.lijst}") from None

    def geldig(self, code: str, op: date) -> bool:
        """Whether a code of this list exists on the given day."""
        vanaf, tot = self.geldigheid.get(code, _ALTIJD)
        return code in self.waarden and vanaf <= op < tot


@cache
def lees(lijst: str) -> Codelijst:
    """Read a code list by its number, such as JZ020, CBS or JZ21; KeyError when there is no such list."""
    if lijst not in LIJSTEN:
        raise KeyError(f"onbekende codelijst {lijst!r}")
    inhoud = json.loads((MAP / f"{lijst}.json").read_text(encoding="utf-8"))
    return Codelijst(
        lijst=inhoud["lijst"],
        naam=inhoud["naam"],
        waarden=inhoud["waarden"],
        geldigheid={code: _dagen(**grenzen) for code, grenzen in inhoud.get("geldigheid", {}).items()},
        categorieen=inhoud.get("categorieen", {}),
    )


def _dagen(vanaf: str | None = None, tot: str | None = None) -> tuple[date, date]:
    return (
        date.fromisoformat(vanaf) if vanaf else date.min,
        date.fromisoformat(tot) if tot else date.max,
    )


def gemeente_geldig(code: str, op: date) -> bool:
    """Whether a gemeentecode exists on the given day (TR378).

    The list is that of one CBS year: a code that lapsed before it is only known when `geldigheid` says so.
    """
    return lees(GEMEENTEN).geldig(code, op)


def gemeentenaam(code: str) -> str:
    """Name of a gemeente by its CBS code; KeyError when unknown."""
    return lees(GEMEENTEN).betekenis(code)


def productcategorie(code: str) -> str | None:
    """Productcategorie of a national product code, or None for a code of a gemeente's own list (IV075)."""
    return lees(PRODUCTCODES).categorieen.get(code)
