"""TR307, on both sides of its boundary."""

from datetime import date

import pytest

from ijw.regels.tr307 import tr307
from tests.declaratiebouwers import (
    feiten,
    oordeel,
    prestatie,
    toewijzing,
)


@pytest.mark.parametrize(("begin", "uitslag"), [(date(2026, 5, 12), "voldoet"), (date(2026, 5, 11), "bevinding")])
def test_de_ingangsdatum_zelf_mag(begin: date, uitslag: str) -> None:
    bekend = feiten(toewijzing=toewijzing(ingangsdatum=date(2026, 5, 12)))
    assert oordeel(tr307, prestatie(begin=begin), bekend) == uitslag
