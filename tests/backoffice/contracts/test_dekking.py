from datetime import date

import pytest

from backoffice.contracts.dekking import Contractdekking, Dekking
from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Contractstatus,
    Deelname,
    Financiering,
    Financieringsvorm,
    Optie,
    Optiebesluit,
    Soortdeelname,
    Statuswijziging,
    Variant,
    Voorwaarde,
)
from tests.backoffice.contracts.bouwers import contract, product, tarief

DAG = date(2026, 5, 4)
AANBIEDER = "41000001"


def op(dag: date, *contracten: Contract, gemeente: str = "0153") -> tuple[Contractdekking, ...]:
    return Dekking(contracten).op(gemeente, AANBIEDER, dag)


def test_wat_te_koop_is_met_alles_wat_ervan_afgesproken_is() -> None:
    (dekking,) = op(DAG, contract(vow_rol=False, retourcode_contract="0611", versie=3))
    assert (dekking.contractnummer, dekking.versie, dekking.soort) == ("OBJ-1", 3, Contractsoort.OB_JEUGD)
    assert (dekking.status, dekking.vanaf, dekking.tot_en_met) == (
        Contractstatus.ACTIEF,
        date(2025, 1, 1),
        date(2028, 12, 31),
    )
    assert (dekking.vow_rol, dekking.retourcode, dekking.landelijk) == (False, "0611", False)
    verkocht = dekking.product("OB1A")
    assert verkocht is not None
    assert (verkocht.categorie, verkocht.eenheid, verkocht.frequenties) == ("45", "01", ("2", "4", "6"))
    assert verkocht.tot_en_met == date(2028, 12, 31)
    assert dekking.product("OB9") is None
    assert dekking.in_categorie("45") == (verkocht,)
    assert dekking.in_categorie("44") == ()


def test_een_ander_heeft_er_niets_aan() -> None:
    assert op(DAG, contract(), gemeente="0164") == ()
    assert Dekking([contract()]).op("0153", "41000002", DAG) == ()


@pytest.mark.parametrize(("dag", "aantal"), [(date(2026, 2, 1), 0), (date(2026, 2, 2), 1), (date(2026, 8, 31), 1)])
def test_per_dag_en_niet_per_maand(dag: date, aantal: int) -> None:
    deel = Deelname("0153", date(2026, 2, 2), date(2026, 8, 31))
    gevonden = op(dag, contract(deelnames=(deel,)))
    assert len(gevonden) == aantal
    assert all(een.tot_en_met == date(2026, 8, 31) for een in gevonden)


def test_zonder_gelichte_optie_is_het_op_de_einddatum_over() -> None:
    optie = Optie(date(2029, 12, 31))
    gelicht = Optie(date(2029, 12, 31), Optiebesluit.GELICHT, date(2028, 1, 1))
    assert len(op(date(2028, 12, 31), contract(opties=(optie,)))) == 1
    assert op(date(2029, 1, 1), contract(opties=(optie,))) == ()
    (dekking,) = op(date(2029, 1, 1), contract(opties=(gelicht,)))
    assert dekking.tot_en_met == date(2029, 12, 31)


def test_opgeschort_dekt_met_die_status_en_ontbonden_dekt_niet_meer() -> None:
    opgeschort = contract(statussen=(Statuswijziging(date(2026, 5, 1), Contractstatus.OPGESCHORT, "onderzoek"),))
    assert [een.status for een in op(date(2026, 4, 30), opgeschort)] == [Contractstatus.ACTIEF]
    assert [een.status for een in op(date(2026, 5, 1), opgeschort)] == [Contractstatus.OPGESCHORT]
    ontbonden = contract(statussen=(Statuswijziging(date(2026, 6, 1), Contractstatus.ONTBONDEN, "klaar"),))
    (dekking,) = op(date(2026, 5, 31), ontbonden)
    assert dekking.tot_en_met == date(2026, 5, 31)
    assert op(date(2026, 6, 1), ontbonden) == ()


def test_een_product_is_te_koop_zolang_het_een_tarief_heeft() -> None:
    (dekking,) = op(
        DAG,
        contract(
            product(tarief(), tarief(date(2026, 1, 1), tot_en_met=date(2026, 8, 31)), code="KORT"),
            product(tarief(date(2026, 6, 1)), code="LATER"),
            product(code="EURO", eenheid="83", variant=Variant.OUTPUT, tarieven=()),
            product(code="TAAK", eenheid=None, variant=Variant.TAAKGERICHT, tarieven=(), frequenties=()),
        ),
    )
    assert [(een.code, een.vanaf, een.tot_en_met) for een in dekking.producten] == [
        ("KORT", date(2025, 1, 1), date(2026, 8, 31)),
        ("EURO", date(2025, 1, 1), date(2028, 12, 31)),
        ("TAAK", date(2025, 1, 1), date(2028, 12, 31)),
    ]


def test_onder_subsidie_is_er_niets_te_koop() -> None:
    jb = contract(financieringen=(Financiering(date(2027, 1, 1), Financieringsvorm.SUBSIDIE, 100_000),))
    (dekking,) = op(DAG, jb)
    assert [een.tot_en_met for een in dekking.producten] == [date(2026, 12, 31)]
    (dekking,) = op(date(2027, 1, 1), jb)
    assert dekking.producten == ()


def test_voorwaarden_van_een_andere_gemeente_of_dag_gelden_niet() -> None:
    ob_met_verblijf = Voorwaarde(gemeente="1735", alleen_met=("43", "44"))
    vroeger = Voorwaarde(tot_en_met=date(2026, 5, 3), leeftijd_tot_en_met=17)
    norm = Voorwaarde(vanaf=DAG, volume=600, frequentie="2")
    alle = contract(
        product(voorwaarden=(ob_met_verblijf, vroeger, norm)),
        deelnames=(Deelname("0153", date(2025, 1, 1)), Deelname("1735", date(2025, 1, 1))),
    )
    assert op(DAG, alle)[0].producten[0].voorwaarden == (norm,)
    assert op(DAG, alle, gemeente="1735")[0].producten[0].voorwaarden == (ob_met_verblijf, norm)
    assert op(date(2026, 5, 3), alle)[0].producten[0].voorwaarden == (vroeger,)


def test_deelname_aan_een_soort_is_bekend_of_onbekend() -> None:
    dekking = Dekking([], [Soortdeelname(Contractsoort.OB_JEUGD, "0153", date(2025, 1, 1), date(2026, 5, 4))])
    assert dekking.doet_mee(Contractsoort.OB_JEUGD, "0153", DAG) is True
    assert dekking.doet_mee(Contractsoort.OB_JEUGD, "0153", date(2026, 5, 5)) is False
    assert dekking.doet_mee(Contractsoort.OB_JEUGD, "1735", DAG) is False
    assert dekking.doet_mee(Contractsoort.DYSLEXIE, "0153", DAG) is None


def test_landelijk() -> None:
    lta = contract(product(categorie="55"), soort=Contractsoort.LTA, contractnummer="LTA-1")
    assert [een.landelijk for een in op(DAG, lta, contract(product(code="X")))] == [True, False]
