"""TR341, on both sides of its boundary."""

import pytest

from ijw.feiten import ONBEKEND
from ijw.regels.tr341 import tr341
from tests.declaratiebouwers import afspraak, feiten, oordeel, prestatie, toewijzing

ZONDER_OMVANG = {"volume": None, "eenheid": None, "frequentie": None}


@pytest.mark.parametrize(
    ("gedeclareerd", "toegewezen", "uitslag"),
    [
        ("01", "01", "voldoet"),
        ("04", "04", "voldoet"),
        ("01", "04", "voldoet"),
        ("04", "01", "bevinding"),
        ("14", "16", "bevinding"),
    ],
)
def test_minuten_mogen_op_uren_en_niet_andersom(gedeclareerd: str, toegewezen: str, uitslag: str) -> None:
    obj = prestatie(eenheid=gedeclareerd)
    assert oordeel(tr341, obj, feiten(toewijzing=toewijzing(eenheid=toegewezen))) == uitslag


@pytest.mark.parametrize(("afgesproken", "uitslag"), [("01", "voldoet"), ("04", "voldoet"), ("14", "bevinding")])
def test_zonder_omvang_telt_het_contract(afgesproken: str, uitslag: str) -> None:
    bekend = feiten(toewijzing=toewijzing(**ZONDER_OMVANG), afspraak=afspraak(eenheid=afgesproken))
    assert oordeel(tr341, prestatie(), bekend) == uitslag


@pytest.mark.parametrize("niets", [None, ONBEKEND])
def test_zonder_omvang_en_afspraak_niet_beoordeeld(niets: object) -> None:
    bekend = feiten(toewijzing=toewijzing(**ZONDER_OMVANG), afspraak=niets)
    assert oordeel(tr341, prestatie(), bekend) == "niet beoordeeld"
