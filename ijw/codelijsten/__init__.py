"""Code lists: the codes and names of the standard, one data file per list.

A file is read the first time it is asked for; importing this package reads nothing. A list in the folder that
IJW_CODELIJSTEN points at goes before the one that comes with the package; `ververs.py` makes such a list.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from ijw.fouten import IjwError

MAP: Final = Path(__file__).parent
EIGEN: Final = "IJW_CODELIJSTEN"
"""The setting that names a folder with lists of one's own."""

STANDAARDLIJSTEN: Final = (
    *("COD002-VEKT", "COD032", "COD043", "COD046", "COD170", "COD260", "COD327", "COD467", "COD472"),
    *("COD700", "COD747", "COD757", "JZ002", "JZ020", "JZ588", "NUM061", "WJ001", "WJ003", "WJ232"),
    *("WJ756", "WJ758", "WJ759", "WJ760", "WMO757"),
)
GEMEENTEN: Final = "CBS"
PRODUCTCODES: Final = "JZ21"
CATEGORIEEN: Final = "JZ020"
LIJSTEN: Final = (*STANDAARDLIJSTEN, GEMEENTEN, PRODUCTCODES)

_ALTIJD: Final = (date.min, date.max)


class Codelijstfout(IjwError):
    """A code list cannot be used; the Dutch text names the file, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Codelijst:
    """One code list: code to name, and for the few codes that come and go, the days on which they exist.

    `geldigheid` holds (vanaf, tot): the first day on which a code exists and the first day on which it no
    longer does. A code without an entry has always existed as far as the list knows. `opvolgers` are the codes
    that took over from a lapsed one on its `tot`, more than one where it was divided. `peildatum` is the day
    on which the published list was current, where it says so. `categorieen` is filled for product codes only.
    """

    lijst: str
    naam: str
    waarden: Mapping[str, str]
    peildatum: date | None = None
    toelichting: str = ""
    geldigheid: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    opvolgers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
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
    """Read a code list by its number, such as JZ020, CBS or JZ21.

    Raises KeyError when there is no such list, Codelijstfout when a list of one's own cannot be used.
    """
    if lijst not in LIJSTEN:
        raise KeyError(f"onbekende codelijst {lijst!r}")
    pad = bestand(lijst)
    try:
        return van_inhoud(json.loads(pad.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Codelijstfout(
            f"{pad}: dit is geen goede codelijst {lijst}. Maak het bestand opnieuw met ijw codelijsten ververs, "
            "of haal het weg; dan geldt de meegeleverde lijst."
        ) from None


def eigen_map() -> Path | None:
    """The folder with lists of one's own, None without one; raises Codelijstfout when it is not there."""
    ingesteld = os.environ.get(EIGEN)
    if not ingesteld:
        return None
    if not Path(ingesteld).is_dir():
        raise Codelijstfout(
            f"{EIGEN} wijst naar {ingesteld}, en dat is geen map. Maak die map of haal {EIGEN} weg."
        )
    return Path(ingesteld)


def bestand(lijst: str) -> Path:
    """The file a list is read from: one's own where there is one, else that of the package."""
    naam = f"{lijst}.json"
    eigen = eigen_map()
    return eigen / naam if eigen is not None and (eigen / naam).exists() else MAP / naam


def van_inhoud(inhoud: Mapping[str, Any]) -> Codelijst:
    """Make a code list of the content of its file."""
    return Codelijst(
        lijst=inhoud["lijst"],
        naam=inhoud["naam"],
        waarden=dict(inhoud["waarden"]),
        peildatum=date.fromisoformat(inhoud["peildatum"]) if "peildatum" in inhoud else None,
        toelichting=inhoud.get("toelichting", ""),
        geldigheid={code: _dagen(**grenzen) for code, grenzen in inhoud.get("geldigheid", {}).items()},
        opvolgers={code: tuple(codes) for code, codes in inhoud.get("opvolgers", {}).items()},
        categorieen=inhoud.get("categorieen", {}),
    )


def _dagen(vanaf: str | None = None, tot: str | None = None) -> tuple[date, date]:
    return (
        date.fromisoformat(vanaf) if vanaf else date.min,
        date.fromisoformat(tot) if tot else date.max,
    )


def gemeente_geldig(code: str, op: date) -> bool:
    """Whether a gemeentecode exists on the given day (TR378), herindelingen since 01-01-2015 included."""
    return lees(GEMEENTEN).geldig(code, op)


def gemeente_opvolgers(code: str, op: date) -> tuple[str, ...]:
    """The gemeenten that on the given day stand for a gemeentecode: itself, or who took over after a herindeling.

    More than one when the gemeente was divided. Empty when the code did not exist yet, is unknown, or lapsed
    without a known successor.
    """
    lijst = lees(GEMEENTEN)
    if lijst.geldig(code, op):
        return (code,)
    if code not in lijst or op < lijst.geldigheid[code][0]:
        return ()
    return tuple(
        dict.fromkeys(c for opvolger in lijst.opvolgers.get(code, ()) for c in gemeente_opvolgers(opvolger, op))
    )


def gemeentenaam(code: str) -> str:
    """Name of a gemeente by its CBS code; KeyError when unknown."""
    return lees(GEMEENTEN).betekenis(code)


def productcategorie(code: str) -> str | None:
    """Productcategorie of a national product code, or None for a code of a gemeente's own list (IV075)."""
    return lees(PRODUCTCODES).categorieen.get(code)
