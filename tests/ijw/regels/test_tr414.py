"""TR414: after a temporary stop one that ends on the same day, and one that ends a day before."""

from __future__ import annotations

from datetime import date

from ijw.feiten import Feiten, Levering
from ijw.regels.tr414 import tr414
from tests.bouwers import stop_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst
from tests.ijw.regels.stand import START, gestopt

GEPAUZEERD = Feiten(levering=gestopt("20", date(2026, 3, 20)))

test_tr414 = toets_feiten(
    "TR414",
    Feitgeval(
        (stop_product(einddatum=date(2026, 3, 20)), GEPAUZEERD),
        (stop_product(einddatum=date(2026, 3, 19)), GEPAUZEERD),
    ),
)


def test_de_laatste_van_twee_stops_telt():
    stops = gestopt("20", date(2026, 3, 10)).stops | gestopt("31", date(2026, 3, 20)).stops
    stand = Feiten(levering=Levering(frozenset({START}), stops))
    assert len(uitkomst(tr414, stop_product(einddatum=date(2026, 3, 19)), stand).afwijkingen) == 1
    assert uitkomst(tr414, stop_product(einddatum=date(2026, 3, 20)), stand).afwijkingen == []


def test_verwijderen_is_geen_stop():
    weg = stop_product(einddatum=date(2026, 3, 19), status_aanlevering="3")
    assert uitkomst(tr414, weg, GEPAUZEERD).afwijkingen == []


def test_zonder_eerdere_stop_mag_elke_dag():
    assert uitkomst(tr414, stop_product(), Feiten(levering=Levering(frozenset({START})))).afwijkingen == []
