"""TR319, on both sides of its boundary."""

from datetime import date

import pytest

from ijw.regels.tr319 import tr319
from tests.declaratiebouwers import (
    feiten,
    oordeel,
    prestatie,
)


@pytest.mark.parametrize(
    ("eind", "uitslag"),
    [(date(2021, 3, 31), "voldoet"), (date(2026, 5, 31), "voldoet"), (date(2026, 6, 1), "bevinding")],
)
def test_niet_na_de_declaratieperiode(eind: date, uitslag: str) -> None:
    assert oordeel(tr319, prestatie(eind=eind), feiten(declaratie_periode_eind=date(2026, 5, 31))) == uitslag
