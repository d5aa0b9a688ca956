"""TR318, on both sides of its boundary."""

from datetime import date

import pytest

from ijw.feiten import ONBEKEND
from ijw.regels.tr318 import tr318
from tests.declaratiebouwers import (
    declaratie,
    feiten,
    oordeel,
)


@pytest.mark.parametrize(
    ("laatste", "uitslag"),
    [
        (None, "voldoet"),
        (date(2026, 1, 1), "voldoet"),
        (date(2026, 5, 1), "voldoet"),
        (date(2026, 6, 1), "bevinding"),
    ],
)
def test_een_periode_ligt_niet_voor_de_laatste(laatste: date | None, uitslag: str) -> None:
    assert oordeel(tr318, declaratie(), feiten(laatste_periode=laatste)) == uitslag


def test_zonder_geschiedenis_niet_beoordeeld() -> None:
    assert oordeel(tr318, declaratie(), feiten(laatste_periode=ONBEKEND)) == "niet beoordeeld"
