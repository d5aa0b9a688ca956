"""TR333, on both sides of its boundary."""

from ijw.regels.tr333 import tr333
from tests.declaratiebouwers import declaratie, feiten, oordeel


def test_een_nieuw_nummer_voldoet() -> None:
    assert oordeel(tr333, declaratie(), feiten(declaratie_nummer_gebruikt=False)) == "voldoet"


def test_een_gebruikt_nummer_is_een_bevinding() -> None:
    assert oordeel(tr333, declaratie(), feiten(declaratie_nummer_gebruikt=True)) == "bevinding"
