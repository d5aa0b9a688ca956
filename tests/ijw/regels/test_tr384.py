"""TR384, on both sides of its boundary."""

from ijw.feiten import ONBEKEND
from ijw.regels.tr384 import tr384
from tests.declaratiebouwers import feiten, oordeel, prestatie, toewijzing


def test_een_geldende_toewijzing_voldoet() -> None:
    assert oordeel(tr384, prestatie(), feiten()) == "voldoet"


def test_een_verwijderde_toewijzing_is_een_bevinding() -> None:
    assert oordeel(tr384, prestatie(), feiten(toewijzing=toewijzing(verwijderd=True))) == "bevinding"


def test_zonder_toewijzing_niet_beoordeeld() -> None:
    assert oordeel(tr384, prestatie(), feiten(toewijzing=ONBEKEND)) == "niet beoordeeld"
