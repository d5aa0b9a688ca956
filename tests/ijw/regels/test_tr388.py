"""TR388, on both sides of its boundary."""

from datetime import date

import pytest

from ijw.regels.tr388 import tr388
from tests.declaratiebouwers import (
    feiten,
    oordeel,
    prestatie,
    toewijzing,
)


@pytest.mark.parametrize(
    ("eind", "einddatum", "uitslag"),
    [
        (date(2026, 5, 31), None, "voldoet"),
        (date(2026, 5, 30), None, "bevinding"),
        (date(2026, 5, 31), date(2026, 5, 31), "voldoet"),
        (date(2026, 5, 17), date(2026, 5, 17), "voldoet"),
        (date(2026, 5, 16), date(2026, 5, 17), "bevinding"),
        (date(2026, 5, 31), date(2026, 5, 17), "bevinding"),
        (date(2026, 5, 31), date(2026, 4, 30), "voldoet"),
        (date(2026, 5, 17), date(2026, 6, 17), "bevinding"),
    ],
)
def test_laatste_dag_of_einddatum(eind: date, einddatum: date | None, uitslag: str) -> None:
    assert oordeel(tr388, prestatie(eind=eind), feiten(toewijzing=toewijzing(einddatum=einddatum))) == uitslag
