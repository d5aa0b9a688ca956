"""TR071: deleting a start that has no stop, and one that was stopped, for a while too."""

from __future__ import annotations

from ijw.feiten import Feiten, Levering
from ijw.regels.tr071 import tr071
from tests.bouwers import start_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst
from tests.ijw.regels.stand import EERDERE_START, GESTART, START, gestopt

WEG = start_product(status_aanlevering="3")

test_tr071 = toets_feiten(
    "TR071",
    Feitgeval((WEG, Feiten(levering=GESTART)), (WEG, Feiten(levering=gestopt("31")))),
    Feitgeval((WEG, Feiten(levering=GESTART)), (WEG, Feiten(levering=gestopt("20")))),
)


def test_de_stop_van_een_andere_start_telt_niet():
    stand = Levering(frozenset({START, EERDERE_START}), gestopt(start=EERDERE_START).stops)
    assert uitkomst(tr071, WEG, Feiten(levering=stand)).afwijkingen == []


def test_alleen_wat_verwijdert_wordt_bekeken():
    assert uitkomst(tr071, start_product(), Feiten(levering=gestopt())).afwijkingen == []
