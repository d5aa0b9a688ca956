"""TR413: after a temporary stop a stop for good, and another temporary one."""

from __future__ import annotations

from datetime import date

from ijw.feiten import Feiten, Levering
from ijw.regels.tr413 import tr413
from tests.bouwers import stop_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst
from tests.ijw.regels.stand import EERDERE_START, GESTART, START, gestopt

GEPAUZEERD = Feiten(levering=gestopt("20", date(2026, 3, 30)))

test_tr413 = toets_feiten(
    "TR413",
    Feitgeval((stop_product(), GEPAUZEERD), (stop_product(reden_beeindiging="20"), GEPAUZEERD)),
    Feitgeval(
        (stop_product(reden_beeindiging="20"), Feiten(levering=GESTART)),
        (stop_product(reden_beeindiging="20"), GEPAUZEERD),
    ),
)


def test_na_een_nieuwe_start_mag_het_weer():
    stand = Levering(frozenset({START, EERDERE_START}), gestopt("20", start=EERDERE_START).stops)
    assert uitkomst(tr413, stop_product(reden_beeindiging="20"), Feiten(levering=stand)).afwijkingen == []


def test_verwijderen_is_geen_stop():
    weg = stop_product(reden_beeindiging="20", status_aanlevering="3")
    assert uitkomst(tr413, weg, GEPAUZEERD).afwijkingen == []
