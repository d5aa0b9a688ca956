from datetime import date

from backoffice.contracts.model import (
    Contractstatus,
    Declaratietermijn,
    Deelname,
    Financiering,
    Financieringsvorm,
    Statuswijziging,
    Voorwaarde,
)
from backoffice.contracts.stand import stand_op
from tests.backoffice.contracts.bouwers import contract, product, tarief

DAG = date(2026, 5, 1)


def test_alleen_wat_op_de_dag_geldt_blijft_over() -> None:
    oud, nu, straks = tarief(), tarief(DAG, uurtarief=6120), tarief(date(2026, 6, 1), uurtarief=6200)
    norm = Voorwaarde(vanaf=DAG, budget=100)
    opgeschort = Statuswijziging(DAG, Contractstatus.OPGESCHORT, "onderzoek")
    stand = stand_op(
        contract(
            product(oud, nu, straks, voorwaarden=(norm, Voorwaarde(tot_en_met=date(2026, 4, 30), budget=1))),
            product(straks, code="LATER"),
            deelnames=(Deelname("0153", DAG), Deelname("0164", date(2025, 1, 1), date(2026, 4, 30))),
            statussen=(opgeschort, Statuswijziging(date(2026, 6, 1), Contractstatus.ACTIEF, "klaar")),
            financieringen=(Financiering(date(2025, 1, 1), Financieringsvorm.OUTPUT),),
            termijnen=(Declaratietermijn(None), Declaratietermijn(1, vanaf=DAG)),
        ),
        DAG,
    )
    assert stand.producten == (product(nu, voorwaarden=(norm,)),)
    assert stand.deelnames == (Deelname("0153", DAG),)
    assert stand.statussen == (opgeschort,)
    assert stand.termijnen == (Declaratietermijn(1, vanaf=DAG),)
    assert len(stand.financieringen) == 1


def test_onder_subsidie_staat_er_geen_prijs() -> None:
    subsidie = Financiering(DAG, Financieringsvorm.SUBSIDIE, 100)
    assert stand_op(contract(financieringen=(subsidie,)), DAG).producten == ()
    assert stand_op(contract(financieringen=(subsidie,)), date(2026, 4, 30)).producten == (product(),)
