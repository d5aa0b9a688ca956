"""Taakgericht: a budget shared by verdeelsleutel, paid as voorschotten in twelfths, and settled afterwards.

There are no toewijzingen and no declaraties; what a year really cost is shared by the same key (solidariteit) or
by what each gemeente really used (woonplaats). All amounts are signed eurocents.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from backoffice.cost_routing.verdeelsleutel import Verdeelsleutel, in_maanden
from ijw.rekenen import verdeel


class Afrekening(NamedTuple):
    """What one gemeente bears of the real cost, and what it already paid."""

    aandeel: int
    voorschot: int

    @property
    def saldo(self) -> int:
        """Still to pay by the gemeente; negative is what it gets back."""
        return self.aandeel - self.voorschot


def voorschotten(budget: int, sleutel: Verdeelsleutel) -> dict[str, dict[date, int]]:
    """The voorschot of each gemeente per first day of month; its months sum to its share of the budget."""
    return {gemeente: in_maanden(deel, sleutel.jaar) for gemeente, deel in sleutel.verdeel(budget).items()}


def reken_af(
    realisatie: int,
    sleutel: Verdeelsleutel,
    betaald: Mapping[str, int],
    gebruik: Mapping[str, int] | None = None,
) -> dict[str, Afrekening]:
    """Settle the real cost with what was paid, by the key or, when given, by real use per gemeente.

    Every gemeente that bears or paid something is in it; the saldi sum to the real cost minus what was paid.
    ValueError when use is negative or nothing was used.
    """
    aandelen = sleutel.verdeel(realisatie) if gebruik is None else verdeel(realisatie, gebruik)
    return {
        gemeente: Afrekening(aandelen.get(gemeente, 0), betaald.get(gemeente, 0))
        for gemeente in sorted({*aandelen, *betaald})
    }
