"""TR387, on both sides of its boundary."""

from datetime import date

import pytest

from ijw.regels.tr387 import tr387
from tests.declaratiebouwers import (
    feiten,
    oordeel,
    prestatie,
    toewijzing,
)


@pytest.mark.parametrize(
    ("begin", "ingang", "uitslag"),
    [
        (date(2026, 5, 1), date(2026, 1, 1), "voldoet"),
        (date(2026, 5, 1), date(2026, 5, 1), "voldoet"),
        (date(2026, 5, 2), date(2026, 5, 1), "bevinding"),
        (date(2026, 5, 12), date(2026, 5, 12), "voldoet"),
        (date(2026, 5, 13), date(2026, 5, 12), "bevinding"),
        (date(2026, 5, 1), date(2026, 5, 12), "bevinding"),
        (date(2026, 5, 1), date(2026, 6, 1), "voldoet"),
        (date(2026, 5, 2), date(2026, 6, 2), "bevinding"),
    ],
)
def test_eerste_dag_of_ingangsdatum(begin: date, ingang: date, uitslag: str) -> None:
    assert oordeel(tr387, prestatie(begin=begin), feiten(toewijzing=toewijzing(ingangsdatum=ingang))) == uitslag
