"""TR418, on both sides of its boundary."""

import pytest

from ijw.feiten import ONBEKEND
from ijw.regels.tr418 import tr418
from tests.declaratiebouwers import afspraak, feiten, oordeel, prestatie


@pytest.mark.parametrize(
    ("tarief", "soort", "uitslag"),
    [
        (98, "vast", "voldoet"),
        (97, "vast", "bevinding"),
        (99, "vast", "bevinding"),
        (None, "vast", "bevinding"),
        (98, "maximum", "voldoet"),
        (97, "maximum", "voldoet"),
        (99, "maximum", "bevinding"),
    ],
)
def test_vast_is_gelijk_en_maximum_hoogstens(tarief: int | None, soort: str, uitslag: str) -> None:
    bekend = feiten(afspraak=afspraak(tarief_type=soort))
    assert oordeel(tr418, prestatie(product_tarief=tarief), bekend) == uitslag


@pytest.mark.parametrize(
    ("eenheid", "tarief", "afgesproken", "uitslag"),
    [
        ("01", 98, afspraak(eenheid="04", tarief=5875), "voldoet"),
        ("01", 97, afspraak(eenheid="04", tarief=5875), "bevinding"),
        ("04", 5875, afspraak(eenheid="04", tarief=5875), "voldoet"),
        ("04", 5875, afspraak(), "voldoet"),
        ("04", 5880, afspraak(), "bevinding"),
        ("04", 6000, afspraak(tarief=100, uurtarief=None), "bevinding"),
        ("16", 6000, afspraak(eenheid="14", tarief=9000, uurtarief=None), "niet beoordeeld"),
        ("83", None, afspraak(), "voldoet"),
    ],
)
def test_het_tarief_van_de_gedeclareerde_eenheid(
    eenheid: str, tarief: int | None, afgesproken: object, uitslag: str
) -> None:
    obj = prestatie(eenheid=eenheid, product_tarief=tarief)
    assert oordeel(tr418, obj, feiten(afspraak=afgesproken)) == uitslag


def test_een_product_buiten_het_contract_is_een_bevinding() -> None:
    assert oordeel(tr418, prestatie(), feiten(afspraak=None)) == "bevinding"


def test_zonder_contract_niet_beoordeeld() -> None:
    assert oordeel(tr418, prestatie(), feiten(afspraak=ONBEKEND)) == "niet beoordeeld"
