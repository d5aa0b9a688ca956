"""TR326: a start after a stop, for a while too, and one while delivery runs."""

from __future__ import annotations

from ijw.feiten import Feiten, Levering
from ijw.regels.tr326 import tr326
from tests.bouwers import start_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst
from tests.ijw.regels.stand import EERDERE_START, GESTART, gestopt

LOPEND = Levering(frozenset({EERDERE_START}))

test_tr326 = toets_feiten(
    "TR326",
    Feitgeval(
        (start_product(), Feiten(levering=gestopt("31", start=EERDERE_START))),
        (start_product(), Feiten(levering=LOPEND)),
    ),
    Feitgeval(
        (start_product(), Feiten(levering=gestopt("20", start=EERDERE_START))),
        (start_product(), Feiten(levering=LOPEND)),
    ),
)


def test_de_eerste_start_mag():
    assert uitkomst(tr326, start_product(), Feiten(levering=Levering())).afwijkingen == []


def test_verwijderen_is_geen_start():
    weg = start_product(status_aanlevering="3")
    assert uitkomst(tr326, weg, Feiten(levering=GESTART)).afwijkingen == []
