"""TR382: a stop with the key of the start, and with any part of it changed."""

from __future__ import annotations

from datetime import date

from ijw.feiten import Feiten, Levering
from ijw.regels.tr382 import tr382
from tests.bouwers import stop_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst
from tests.ijw.regels.stand import EERDERE_START, GESTART

GEWEEST = Levering(frozenset({EERDERE_START}))

test_tr382 = toets_feiten(
    "TR382",
    Feitgeval((stop_product(), Feiten(levering=GESTART)), (stop_product(), Feiten(levering=GEWEEST))),
    Feitgeval((stop_product(), Feiten(levering=GESTART)), (stop_product(), Feiten(levering=Levering()))),
    Feitgeval((stop_product(), Feiten(levering=GESTART)), (stop_product(code="45A05"), Feiten(levering=GESTART))),
    Feitgeval((stop_product(), Feiten(levering=GESTART)), (stop_product(product=None), Feiten(levering=GESTART))),
)


def test_de_ingangsdatum_van_de_toewijzing_hoort_niet_bij_de_sleutel():
    anders = stop_product(toewijzing_ingangsdatum=date(2026, 2, 1))
    assert uitkomst(tr382, anders, Feiten(levering=GESTART)).afwijkingen == []


def test_verwijderen_is_geen_stop():
    assert uitkomst(tr382, stop_product(status_aanlevering="3"), Feiten(levering=Levering())).afwijkingen == []
