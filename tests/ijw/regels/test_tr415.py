"""TR415: a stop after a temporary one, and after one for good."""

from __future__ import annotations

from datetime import date

from ijw.feiten import Feiten, Levering
from ijw.regels.tr415 import tr415
from tests.bouwers import stop_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst
from tests.ijw.regels.stand import EERDERE_START, GESTART, START, gestopt

test_tr415 = toets_feiten(
    "TR415",
    Feitgeval(
        (stop_product(), Feiten(levering=gestopt("20", date(2026, 3, 30)))),
        (stop_product(), Feiten(levering=gestopt("31", date(2026, 3, 30)))),
    ),
    Feitgeval(
        (stop_product(reden_beeindiging="20"), Feiten(levering=GESTART)),
        (stop_product(reden_beeindiging="20"), Feiten(levering=gestopt("39", date(2026, 3, 30)))),
    ),
)


def test_na_een_nieuwe_start_mag_het_weer():
    stand = Levering(frozenset({START, EERDERE_START}), gestopt(start=EERDERE_START).stops)
    assert uitkomst(tr415, stop_product(), Feiten(levering=stand)).afwijkingen == []


def test_verwijderen_is_geen_stop():
    weg = stop_product(status_aanlevering="3")
    assert uitkomst(tr415, weg, Feiten(levering=gestopt())).afwijkingen == []
