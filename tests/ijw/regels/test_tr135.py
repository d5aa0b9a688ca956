"""TR135, on both sides of its boundary."""

from datetime import date

from ijw.regels.tr135 import tr135
from tests.declaratiebouwers import (
    antwoordkop,
    feiten,
    kop,
    oordeel,
)

DAG = kop().bericht_identificatie.dagtekening


def test_de_dag_van_ontvangst_zelf_voldoet() -> None:
    assert oordeel(tr135, kop(), feiten(vandaag=DAG)) == "voldoet"


def test_een_dag_later_gedagtekend_is_een_bevinding() -> None:
    assert oordeel(tr135, kop(), feiten(vandaag=date(2026, 6, 4))) == "bevinding"


def test_het_antwoord_wordt_op_zijn_eigen_dagtekening_bekeken() -> None:
    assert oordeel(tr135, antwoordkop(), feiten(vandaag=date(2026, 6, 9))) == "voldoet"
    assert oordeel(tr135, antwoordkop(), feiten(vandaag=date(2026, 6, 8))) == "bevinding"
