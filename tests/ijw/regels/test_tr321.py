"""TR321, on both sides of its boundary."""

from datetime import date

import pytest

from ijw.regels.tr321 import tr321
from tests.declaratiebouwers import (
    feiten,
    oordeel,
    prestatie,
    toewijzing,
)


@pytest.mark.parametrize(("volume", "uitslag"), [(600, "voldoet"), (601, "bevinding")])
def test_twee_uur_per_week_in_mei_is_600_minuten(volume: int, uitslag: str) -> None:
    assert oordeel(tr321, prestatie(geleverd_volume=volume), feiten()) == uitslag


@pytest.mark.parametrize(("volume", "uitslag"), [(10, "voldoet"), (11, "bevinding")])
def test_hetzelfde_in_uren(volume: int, uitslag: str) -> None:
    assert oordeel(tr321, prestatie(geleverd_volume=volume, eenheid="04"), feiten()) == uitslag


def test_zonder_omvang_geen_grens() -> None:
    bekend = feiten(toewijzing=toewijzing(volume=None, eenheid=None, frequentie=None))
    assert oordeel(tr321, prestatie(geleverd_volume=99999), bekend) == "voldoet"


def test_een_gebroken_maand_output_staat_in_het_contract() -> None:
    maand = toewijzing(eenheid="82", frequentie="4", volume=1, ingangsdatum=date(2026, 5, 12))
    obj = prestatie(begin=date(2026, 5, 12), eenheid="82", geleverd_volume=9)
    assert oordeel(tr321, obj, feiten(toewijzing=maand)) == "niet beoordeeld"


def test_een_andere_eenheid_is_niet_te_vergelijken() -> None:
    assert oordeel(tr321, prestatie(eenheid="14"), feiten()) == "niet beoordeeld"
