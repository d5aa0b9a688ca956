"""TR308, on both sides of its boundary."""

from datetime import date

import pytest

from ijw.regels.tr308 import tr308
from tests.declaratiebouwers import (
    feiten,
    oordeel,
    prestatie,
    toewijzing,
)


@pytest.mark.parametrize(
    ("eind", "laatste", "uitslag"),
    [
        (date(2026, 5, 17), date(2026, 5, 17), "voldoet"),
        (date(2026, 5, 18), date(2026, 5, 17), "bevinding"),
        (date(2026, 5, 31), None, "voldoet"),
    ],
)
def test_de_einddatum_zelf_mag(eind: date, laatste: date | None, uitslag: str) -> None:
    bekend = feiten(toewijzing=toewijzing(einddatum=laatste))
    assert oordeel(tr308, prestatie(eind=eind), bekend) == uitslag
