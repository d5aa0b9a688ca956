"""TR063: deleting a line that stands, and one that does not, or differs in its key."""

from __future__ import annotations

from datetime import date

import pytest

from ijw.feiten import Feiten, Levering
from ijw.regels.tr063 import tr063
from tests.bouwers import start_product, stop_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst
from tests.ijw.regels.stand import GESTART, gestopt

WEG_START = start_product(status_aanlevering="3")
WEG_STOP = stop_product(status_aanlevering="3")

test_tr063 = toets_feiten(
    "TR063",
    Feitgeval((WEG_START, Feiten(levering=GESTART)), (WEG_START, Feiten(levering=Levering()))),
    Feitgeval((WEG_STOP, Feiten(levering=gestopt())), (WEG_STOP, Feiten(levering=GESTART))),
)


@pytest.mark.parametrize(
    "anders",
    [
        start_product(status_aanlevering="3", begindatum=date(2026, 3, 3)),
        start_product(status_aanlevering="3", code="45A05"),
        start_product(status_aanlevering="3", product=None),
        stop_product(status_aanlevering="3", reden_beeindiging="32"),
        stop_product(status_aanlevering="3", einddatum=date(2026, 3, 30)),
        stop_product(status_aanlevering="3", begindatum=date(2026, 3, 3)),
    ],
)
def test_elk_deel_van_de_sleutel_telt(anders):
    assert len(uitkomst(tr063, anders, Feiten(levering=gestopt())).afwijkingen) == 1


def test_de_ingangsdatum_van_de_toewijzing_hoort_niet_bij_de_sleutel():
    anders = start_product(status_aanlevering="3", toewijzing_ingangsdatum=date(2026, 2, 1))
    assert uitkomst(tr063, anders, Feiten(levering=GESTART)).afwijkingen == []


@pytest.mark.parametrize("lijn", [start_product(), stop_product()])
def test_een_eerste_aanlevering_heeft_niets_nodig(lijn):
    assert uitkomst(tr063, lijn, Feiten(levering=Levering())).afwijkingen == []
