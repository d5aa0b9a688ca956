"""TR346, on both sides of its boundary."""

import pytest

from ijw.feiten import ONBEKEND
from ijw.regels.tr346 import tr346
from tests.declaratiebouwers import afspraak, feiten, oordeel, prestatie


@pytest.mark.parametrize(
    ("volume", "bedrag", "uitslag"),
    [(585, 57281, "voldoet"), (585, 57280, "bevinding"), (585, 57330, "bevinding"), (330, 32313, "voldoet")],
)
def test_minuten_tegen_een_uurtarief_worden_een_keer_afgerond(volume: int, bedrag: int, uitslag: str) -> None:
    assert oordeel(tr346, prestatie(geleverd_volume=volume, bedrag=bedrag), feiten()) == uitslag


@pytest.mark.parametrize(("bedrag", "uitslag"), [(57330, "voldoet"), (57281, "bevinding")])
def test_minuten_tegen_een_minuuttarief(bedrag: int, uitslag: str) -> None:
    bekend = feiten(afspraak=afspraak(uurtarief=None))
    assert oordeel(tr346, prestatie(bedrag=bedrag), bekend) == uitslag


@pytest.mark.parametrize(("bedrag", "uitslag"), [(58750, "voldoet"), (58800, "bevinding")])
def test_uren_maal_uurtarief(bedrag: int, uitslag: str) -> None:
    obj = prestatie(eenheid="04", geleverd_volume=10, product_tarief=5875, bedrag=bedrag)
    assert oordeel(tr346, obj, feiten(afspraak=afspraak(eenheid="04", tarief=5875))) == uitslag


@pytest.mark.parametrize("niets", [None, ONBEKEND])
@pytest.mark.parametrize(
    ("bedrag", "uitslag"),
    [
        # 585 × 0,98; the uurtarieven that round to 0,98 run from 58,50 (570,38) through 59,09 (576,13).
        (57330, "voldoet"),
        (57281, "niet beoordeeld"),
        (57038, "niet beoordeeld"),
        (57037, "bevinding"),
        (57613, "niet beoordeeld"),
        (57614, "bevinding"),
    ],
)
def test_zonder_afspraak_kan_een_uurtarief_het_bedrag_verklaren(niets: object, bedrag: int, uitslag: str) -> None:
    assert oordeel(tr346, prestatie(bedrag=bedrag), feiten(afspraak=niets)) == uitslag


def test_onder_een_maximum_is_het_eigen_uurtarief_niet_bekend() -> None:
    bekend = feiten(afspraak=afspraak(tarief_type="maximum"))
    # 56,75 an hour: 0,95 a minute and 585 × 56,75 / 60 = 553,31.
    assert oordeel(tr346, prestatie(product_tarief=95, bedrag=55331), bekend) == "niet beoordeeld"
    assert oordeel(tr346, prestatie(product_tarief=95, bedrag=57281), bekend) == "bevinding"
    assert oordeel(tr346, prestatie(), bekend) == "voldoet"


def test_euros_hebben_geen_tarief() -> None:
    obj = prestatie(eenheid="83", product_tarief=None, bedrag=1)
    assert oordeel(tr346, obj, feiten()) == "voldoet"
