"""TR369, on both sides of its boundary."""

import pytest

from ijw.feiten import Verbruik
from ijw.regels.tr369 import tr369
from tests.declaratiebouwers import feiten, oordeel, prestatie, toewijzing


@pytest.mark.parametrize(
    ("bedrag", "uitslag"), [(380_000, "voldoet"), (380_001, "bevinding"), (390_000, "bevinding")]
)
def test_wat_over_is_van_het_budget(bedrag: int, uitslag: str) -> None:
    # € 5.000, of which 1.200 + 1.500 - 1.500 is approved and not credited: 3.800 is left.
    bekend = feiten(toewijzing=toewijzing(budget=500_000), verbruik=Verbruik(bedrag=120_000))
    assert oordeel(tr369, prestatie(bedrag=bedrag), bekend) == uitslag


def test_zonder_budget_geen_grens() -> None:
    assert oordeel(tr369, prestatie(bedrag=99_999_999), feiten()) == "voldoet"
