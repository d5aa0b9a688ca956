"""The cases of a whole year: what is late, corrected over the year end, moved or shared, and what must be stored.

Each case names one prestatie, and says in advance what the register must hold of it once the year is over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Kijk(StrEnum):
    """What is looked at to see whether a case came out as planned."""

    TERMIJN = "termijn"  # how it stood against the term, what followed, and the decision
    BOEKMAAND = "boekmaand"  # the month of delivery, and the month in whose books it stands
    DRAGERS = "dragers"  # what each gemeente bears


@dataclass(frozen=True, slots=True)
class Jaarsoort:
    """One kind of case: what happens, where to look, and how often it is planted at schaal 1."""

    naam: str
    wat: str
    kijk: Kijk
    aantal: int = 5


@dataclass(frozen=True, slots=True)
class Jaargeval:
    """One planted case: the prestatie, what must be stored of it, and the day on which a person decides on it."""

    soort: Jaarsoort
    aanbieder: str
    referentie: str
    verwacht: str
    besluit_op: date | None = None


_T, _B, _D = Kijk.TERMIJN, Kijk.BOEKMAAND, Kijk.DRAGERS

JAARSOORTEN: Final = (
    Jaarsoort("laatste-dag", "op de laatste dag van de termijn", _T),
    Jaarsoort("dag-te-laat", "een dag na de laatste dag; het contract vraagt een signaal", _T),
    Jaarsoort("te-laat", "een maand te laat; het contract vraagt een signaal", _T, 10),
    Jaarsoort("te-laat-afgewezen", "te laat; het contract wijst af en noemt de retourcode", _T, 8),
    Jaarsoort("te-laat-zonder-code", "te laat; het contract wijst af maar noemt geen code", _T),
    Jaarsoort("te-laat-akkoord", "te laat en aangehouden; een mens keurt goed", _T),
    Jaarsoort("te-laat-geweigerd", "te laat en aangehouden; een mens wijst af", _T),
    Jaarsoort("te-laat-onbeslist", "te laat en aangehouden; niemand beslist", _T),
    Jaarsoort("eerst-fout", "de afgewezen indiening waar een herstel op volgt", _T, 0),
    Jaarsoort("hersteld", "op tijd, afgewezen, en binnen de hersteltermijn opnieuw", _T),
    Jaarsoort("herstel-te-laat", "op tijd, afgewezen, en na de hersteltermijn opnieuw", _T),
    Jaarsoort("nooit-op-tijd", "te laat, afgewezen, en daarna verbeterd", _T),
    Jaarsoort("technisch-herstel", "het hele bericht geweigerd en binnen tien werkdagen opnieuw", _T),
    Jaarsoort("late-credit", "een credit, maanden na de termijn", _T),
    Jaarsoort("vervangen", "na de termijn gecrediteerd en lager opnieuw", _T),
    Jaarsoort("vervangen-hoger", "na de termijn gecrediteerd en hoger opnieuw", _T),
    Jaarsoort("vervangen-te-laat", "vervangt een prestatie die zelf te laat was", _T),
    Jaarsoort("toewijzing-laat", "de toewijzing kwam later, dus de termijn ook", _T),
    Jaarsoort("jaarwisseling", "levering van vorig jaar, in januari of februari gecorrigeerd", _B, 12),
    Jaarsoort("verhuizing", "verhuisd in de maand, bekend voor de declaratie", _D, 10),
    Jaarsoort("verhuizing-later", "verhuisd in de maand, pas later bekend", _D, 10),
    Jaarsoort("verblijf", "verblijft elders; de gemeente van herkomst draagt", _D, 8),
    Jaarsoort("gedeeld", "diagnostiek, gedeeld volgens de sleutel van het jaar", _D, 10),
)
"""Every kind, in the order in which they are told."""
JAARSOORT: Final = {soort.naam: soort for soort in JAARSOORTEN}

TOEGEKEND: Final = "toegekend"


def termijnuitkomst(uitkomst: str, gevolg: str, besluit: str) -> str:
    """How a prestatie stood against its term, as it is compared."""
    return f"{uitkomst}; {gevolg}; {besluit}"


def afgewezen_met(*codes: str) -> str:
    """The decision on a rejected prestatie."""
    return f"afgewezen met {' '.join(sorted(codes))}"


def boekmaand(levering: date, geboekt: date) -> str:
    """Month of delivery and month of the books, as they are compared."""
    return f"geleverd {levering:%Y-%m}, geboekt {geboekt:%Y-%m}"


def dragers(delen: Mapping[str, int]) -> str:
    """Eurocents per gemeente, as they are compared."""
    return " ".join(f"{gemeente}={bedrag}" for gemeente, bedrag in sorted(delen.items()) if bedrag)
