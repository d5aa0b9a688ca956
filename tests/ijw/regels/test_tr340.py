"""TR340, on both sides of its boundary."""

import pytest

from ijw.regels.tr340 import tr340
from tests.declaratiebouwers import feiten, oordeel, prestatie, toewijzing


@pytest.mark.parametrize(("toegewezen", "uitslag"), [("OB1A", "voldoet"), (None, "voldoet"), ("OB2", "bevinding")])
def test_gelijk_aan_de_toewijzing_als_die_het_noemt(toegewezen: str | None, uitslag: str) -> None:
    assert oordeel(tr340, prestatie(), feiten(toewijzing=toewijzing(code=toegewezen))) == uitslag
