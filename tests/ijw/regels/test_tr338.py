"""TR338, on both sides of its boundary."""

from ijw.regels.tr338 import tr338
from tests.declaratiebouwers import feiten, oordeel, prestatie


def test_een_bekende_toewijzing_voldoet() -> None:
    assert oordeel(tr338, prestatie(), feiten(toewijzing_bekend=True)) == "voldoet"


def test_een_onbekende_toewijzing_is_een_bevinding() -> None:
    assert oordeel(tr338, prestatie(), feiten(toewijzing_bekend=False)) == "bevinding"
