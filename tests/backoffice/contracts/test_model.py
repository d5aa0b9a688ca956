from datetime import date

import pytest

from backoffice.contracts.model import (
    Contractstatus,
    Deelname,
    Financiering,
    Financieringsvorm,
    Optie,
    Optiebesluit,
    Statuswijziging,
    einde_met_opties,
    financiering_op,
    in_vaste_volgorde,
    laatste_dag,
    looptijd,
    maand_na,
    status_op,
    te_leveren,
)
from tests.backoffice.contracts.bouwers import contract, product, tarief


@pytest.mark.parametrize(
    ("dag", "verwacht"),
    [
        (date(2026, 1, 31), date(2026, 2, 1)),
        (date(2024, 2, 29), date(2024, 3, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
        (date(9999, 11, 30), date(9999, 12, 1)),
        (date(9999, 12, 31), date.max),
        (None, date.max),
    ],
)
def test_maand_na(dag: date | None, verwacht: date) -> None:
    assert maand_na(dag) == verwacht


def test_volgorde_van_rijen_is_geen_inhoud() -> None:
    a, b = product(code="A"), product(tarief(date(2026, 1, 1)), tarief(), code="B", frequenties=("6", "2"))
    c, d = Deelname("0153", date(2025, 1, 1)), Deelname("0164", date(2025, 1, 1))
    een, ander = contract(a, b, deelnames=(c, d)), contract(b, a, deelnames=(d, c))
    assert een != ander
    assert in_vaste_volgorde(een) == in_vaste_volgorde(ander)


def test_versie_is_geen_inhoud() -> None:
    assert contract(versie=1) == contract(versie=2)
    assert contract(kvk=None) != contract()


def test_looptijd_is_leeg_als_deelname_en_contract_elkaar_niet_raken() -> None:
    buiten = Deelname("0153", date(2029, 1, 1))
    eerste, na_laatste = looptijd(contract(), buiten)
    assert eerste >= na_laatste


OPTIE = Optie(date(2029, 12, 31), Optiebesluit.GELICHT, date(2028, 3, 1))
ONTBONDEN = Statuswijziging(date(2026, 6, 1), Contractstatus.ONTBONDEN, "wanprestatie")
OPGESCHORT = Statuswijziging(date(2026, 5, 1), Contractstatus.OPGESCHORT, "onderzoek")


def test_een_gelichte_optie_verschuift_het_einde_en_een_andere_niet() -> None:
    later = Optie(date(2030, 12, 31))
    geweigerd = Optie(date(2029, 12, 31), Optiebesluit.NIET_GELICHT, date(2028, 3, 1))
    assert einde_met_opties(contract(opties=(OPTIE, later))) == date(2029, 12, 31)
    assert einde_met_opties(contract(opties=(geweigerd,))) == date(2028, 12, 31)
    assert einde_met_opties(contract(einddatum=None)) is None


def test_ontbonden_telt_als_einde_op_de_dag_ervoor() -> None:
    assert laatste_dag(contract(statussen=(OPGESCHORT, ONTBONDEN), opties=(OPTIE,))) == date(2026, 5, 31)
    assert laatste_dag(contract(statussen=(OPGESCHORT,))) == date(2028, 12, 31)
    assert laatste_dag(contract(statussen=(ONTBONDEN,), einddatum=None)) == date(2026, 5, 31)
    assert laatste_dag(contract(statussen=(ONTBONDEN,), einddatum=date(2026, 4, 30))) == date(2026, 4, 30)


@pytest.mark.parametrize(
    ("dag", "status"),
    [
        (date(2026, 4, 30), Contractstatus.ACTIEF),
        (date(2026, 5, 1), Contractstatus.OPGESCHORT),
        (date(2026, 5, 31), Contractstatus.OPGESCHORT),
        (date(2026, 6, 1), Contractstatus.ONTBONDEN),
    ],
)
def test_status_op(dag: date, status: Contractstatus) -> None:
    assert status_op(contract(statussen=(ONTBONDEN, OPGESCHORT)), dag) is status


def test_in_maanden_met_subsidie_valt_niets_te_leveren() -> None:
    jb = contract(
        product(tarief(tarief=90000), tarief(date(2026, 7, 1), tarief=95000), eenheid="82"),
        financieringen=(
            Financiering(date(2025, 7, 1), Financieringsvorm.SUBSIDIE, 12_000_000),
            Financiering(date(2026, 1, 1), Financieringsvorm.OUTPUT),
        ),
    )
    assert [(van, tot) for van, tot, _ in te_leveren(jb, jb.producten[0])] == [
        (date(2025, 1, 1), date(2025, 7, 1)),
        (date(2026, 1, 1), date(2026, 7, 1)),
        (date(2026, 7, 1), date.max),
    ]
    assert financiering_op(jb, date(2025, 6, 30)) is None
    assert financiering_op(jb, date(2025, 12, 31)) == jb.financieringen[0]
