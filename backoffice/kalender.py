"""Werkdagen: Monday to Friday except the recognised holidays.

The standard does not name the holidays, so the set is a setting. Good Friday and 5 May are werkdagen by
default, which keeps our own deadlines on the strict side.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

GOEDE_VRIJDAG: Final = "goede vrijdag"
BEVRIJDINGSDAG: Final = "bevrijdingsdag"
STANDAARD: Final = frozenset(
    {
        "nieuwjaarsdag",
        "tweede paasdag",
        "koningsdag",
        "hemelvaartsdag",
        "tweede pinksterdag",
        "eerste kerstdag",
        "tweede kerstdag",
    }
)

_DAG: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kalender:
    """Which days are werkdagen, by the names of the holidays that are free; ValueError when unknown."""

    feestdagen: frozenset[str] = STANDAARD

    def __post_init__(self) -> None:
        if onbekend := self.feestdagen - STANDAARD - {GOEDE_VRIJDAG, BEVRIJDINGSDAG}:
            raise ValueError(f"onbekende feestdag: {', '.join(sorted(onbekend))}")

    def is_werkdag(self, dag: date) -> bool:
        """Whether a day is a werkdag."""
        return dag.weekday() < 5 and not self.feestdagen & _feestdagen(dag.year).get(dag, frozenset())

    def volgende_werkdag(self, dag: date) -> date:
        """The day itself when it is a werkdag, else the first werkdag after it."""
        while not self.is_werkdag(dag):
            dag += _DAG
        return dag

    def vorige_werkdag(self, dag: date) -> date:
        """The day itself when it is a werkdag, else the last werkdag before it."""
        while not self.is_werkdag(dag):
            dag -= _DAG
        return dag

    def werkdagen_tussen(self, dag: date, einde: date) -> int:
        """How many werkdagen follow a day, through another; below zero when that one lies before it."""
        if einde < dag:
            return -self.werkdagen_tussen(einde, dag)
        return sum(self.is_werkdag(dag + n * _DAG) for n in range(1, (einde - dag).days + 1))

    def werkdagen_na(self, dag: date, aantal: int) -> date:
        """The werkdag that ends a term of so many werkdagen; the day given, of receipt, is day 0.

        ValueError when the number is below one.
        """
        if aantal < 1:
            raise ValueError(f"een termijn telt ten minste één werkdag, niet {aantal}")
        for _ in range(aantal):
            dag = self.volgende_werkdag(dag + _DAG)
        return dag


@cache
def _feestdagen(jaar: int) -> dict[date, frozenset[str]]:
    """Dutch holidays of a year with their names; two can fall on one day, as Koningsdag and Ascension may."""
    # Imported here because it is slow to load and most commands need no calendar.
    import holidays

    bekend = holidays.country_holidays("NL", years=jaar, categories=("public", "optional"), language="nl")
    return {dag: frozenset(naam.casefold() for naam in bekend.get_list(dag)) for dag in bekend}
