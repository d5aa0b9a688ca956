"""TR322, on both sides of its boundary."""

from datetime import date

import pytest

from ijw.feiten import ONBEKEND, Verbruik
from ijw.regels.tr322 import tr322
from tests.declaratiebouwers import (
    feiten,
    oordeel,
    prestatie,
    toewijzing,
)

# From 1 May through 30 June 2026: ISO weeks 18 to 27, ten weeks of 2 uren, so 1200 minutes.
TWEE_MAANDEN = toewijzing(ingangsdatum=date(2026, 5, 1), einddatum=date(2026, 6, 30))


@pytest.mark.parametrize(("eerder_goed", "uitslag"), [(0, "voldoet"), (615, "voldoet"), (616, "bevinding")])
def test_goedgekeurd_en_nieuw_passen_samen(eerder_goed: int, uitslag: str) -> None:
    bekend = feiten(toewijzing=TWEE_MAANDEN, verbruik=Verbruik(volume=eerder_goed))
    assert oordeel(tr322, prestatie(), bekend) == uitslag


def test_een_open_einde_heeft_geen_totaal() -> None:
    bekend = feiten(toewijzing=toewijzing(einddatum=None), verbruik=Verbruik(volume=10**6))
    assert oordeel(tr322, prestatie(), bekend) == "voldoet"


@pytest.mark.parametrize(("volume", "uitslag"), [(50, "voldoet"), (52, "bevinding")])
def test_een_totaal_geldt_ook_zonder_einddatum(volume: int, uitslag: str) -> None:
    bekend = feiten(
        toewijzing=toewijzing(einddatum=None, volume=80, frequentie="6"), verbruik=Verbruik(volume=30 * 60)
    )
    assert oordeel(tr322, prestatie(geleverd_volume=volume, eenheid="04"), bekend) == uitslag


def test_output_per_maand_met_een_gebroken_maand_staat_in_het_contract() -> None:
    bekend = feiten(toewijzing=toewijzing(eenheid="82", frequentie="4", volume=1, ingangsdatum=date(2026, 1, 12)))
    assert oordeel(tr322, prestatie(eenheid="82", geleverd_volume=1), bekend) == "niet beoordeeld"


def test_zonder_omvang_geen_grens() -> None:
    bekend = feiten(toewijzing=toewijzing(volume=None, eenheid=None, frequentie=None))
    assert oordeel(tr322, prestatie(geleverd_volume=99999), bekend) == "voldoet"


def test_een_andere_eenheid_is_niet_te_vergelijken() -> None:
    assert oordeel(tr322, prestatie(eenheid="14"), feiten()) == "niet beoordeeld"


def test_zonder_verbruik_niet_beoordeeld() -> None:
    assert oordeel(tr322, prestatie(), feiten(verbruik=ONBEKEND)) == "niet beoordeeld"
