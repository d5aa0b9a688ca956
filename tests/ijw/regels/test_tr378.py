"""TR378, on both sides of its boundary."""

from datetime import date

import pytest

from ijw.regels.tr378 import tr378
from tests.declaratiebouwers import (
    antwoordkop,
    feiten,
    kop,
    oordeel,
)


def test_een_bestaande_gemeente_voldoet() -> None:
    assert oordeel(tr378, kop(ontvanger="0153"), feiten()) == "voldoet"
    assert oordeel(tr378, antwoordkop(afzender="0153"), feiten()) == "voldoet"


def test_een_onbekende_code_is_een_bevinding() -> None:
    assert oordeel(tr378, kop(ontvanger="9999"), feiten()) == "bevinding"
    assert oordeel(tr378, antwoordkop(afzender="9999"), feiten()) == "bevinding"


@pytest.mark.parametrize(("ingang", "uitslag"), [(date(2025, 12, 31), "voldoet"), (date(2026, 1, 1), "bevinding")])
def test_een_vervallen_code_telt_voor_een_toewijzing_van_toen(
    ingang: date, uitslag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ijw.regels.tr378.gemeente_geldig", lambda code, op: op < date(2026, 1, 1))
    assert oordeel(tr378, kop(), feiten(ingangsdata={ingang})) == uitslag
