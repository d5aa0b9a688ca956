"""Begroting against realisatie, with a forecast for the year; amounts are eurocents.

Cost counts in the year of delivery. A difference is positive when more was budgeted than spent.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ijw.rekenen import deel_afgerond


class Vergelijking(NamedTuple):
    """One line of the begroting; `begroot` is None when nobody gave a begroting, which is not zero."""

    naam: str
    begroot: int | None
    gerealiseerd: int
    prognose: int

    @property
    def verschil(self) -> int | None:
        """What the year leaves by the forecast; negative is a shortage."""
        return None if self.begroot is None else self.begroot - self.prognose

    @property
    def promille(self) -> int | None:
        """The difference in thousandths of the begroting; None without one, or when it is zero."""
        return (
            deel_afgerond(1_000 * self.verschil, self.begroot)
            if self.begroot and self.verschil is not None
            else None
        )


def prognose(gerealiseerd: Mapping[date, int], vorig_jaar: Mapping[date, int], peilmaand: date) -> int:
    """What the year of `peilmaand` will cost, from months of delivery through that month (by their first day).

    When the same months of last year cost something, this year follows the pattern of last year: realised, times
    last year's whole, divided by last year's same months. Otherwise it is a straight line: realised divided by the
    months there were, times twelve. What is still to be declared over the months so far is not estimated, so
    choose a month whose declarations are in. In December, and for a year that is over, it is what was realised.
    """
    tot_nu = sum(bedrag for maand, bedrag in gerealiseerd.items() if maand <= peilmaand)
    if peilmaand.month == 12:
        return tot_nu
    toen = sum(bedrag for maand, bedrag in vorig_jaar.items() if maand.month <= peilmaand.month)
    if toen > 0:
        return deel_afgerond(tot_nu * sum(vorig_jaar.values()), toen)
    return deel_afgerond(tot_nu * 12, peilmaand.month)
