"""TR339, on both sides of its boundary."""

import pytest

from ijw.regels.tr339 import tr339
from tests.declaratiebouwers import feiten, oordeel, prestatie, toewijzing


@pytest.mark.parametrize(("toegewezen", "uitslag"), [("45", "voldoet"), (None, "voldoet"), ("46", "bevinding")])
def test_gelijk_aan_de_toewijzing_als_die_het_noemt(toegewezen: str | None, uitslag: str) -> None:
    assert oordeel(tr339, prestatie(), feiten(toewijzing=toewijzing(categorie=toegewezen))) == uitslag
