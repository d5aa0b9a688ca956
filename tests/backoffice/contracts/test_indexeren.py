from datetime import date

import pytest

from backoffice.contracts.controle import controleer
from backoffice.contracts.indexeren import geindexeerd, indexeer
from backoffice.contracts.model import Contractsoort, Contractstatus, Indexplafond, Statuswijziging, TariefVersie
from tests.backoffice.contracts.bouwers import GEMEENTEN, contract, product, tarief


@pytest.mark.parametrize(
    ("centen", "percentage", "nieuw"),
    [
        (6120, 350, 6334),  # 6334,20
        (5900, 350, 6107),  # 6106,50
        (5899, 350, 6105),  # 6105,465
        (1, 1, 1),
        (99, 10_000, 198),
    ],
)
def test_op_centen_een_halve_omhoog(centen: int, percentage: int, nieuw: int) -> None:
    assert geindexeerd(centen, percentage) == nieuw


def test_vanaf_januari_uit_het_uurtarief_en_niet_nog_eens() -> None:
    oud = contract(product(tarief(), tarief(date(2026, 4, 1), uurtarief=6120)))
    nieuw = indexeer(oud, 2027, 350, None)
    assert nieuw.producten[0].tarieven[2:] == (TariefVersie(date(2027, 1, 1), uurtarief=6334, indexering=350),)
    assert nieuw.producten[0].tarieven[:2] == oud.producten[0].tarieven
    assert controleer([nieuw], GEMEENTEN) == []
    assert indexeer(nieuw, 2027, 400, None) == nieuw


def test_een_tarief_met_een_einde_wordt_geknipt() -> None:
    oud = contract(product(tarief(tarief=1000, tot_en_met=date(2027, 6, 30)), eenheid="84"))
    nieuw = indexeer(oud, 2027, 1000, None)
    assert nieuw.producten[0].tarieven == (
        TariefVersie(date(2025, 1, 1), tarief=1000, tot_en_met=date(2026, 12, 31)),
        TariefVersie(date(2027, 1, 1), tarief=1100, tot_en_met=date(2027, 6, 30), indexering=1000),
    )
    assert controleer([nieuw], GEMEENTEN) == []


def test_het_plafond_is_de_ova() -> None:
    oud = contract(product(tarief(uurtarief=10_000)), indexplafond=Indexplafond.OVA)
    assert indexeer(oud, 2027, 350, 310).producten[0].tarieven[-1].uurtarief == 10_310
    assert indexeer(oud, 2027, 300, 310).producten[0].tarieven[-1].uurtarief == 10_300
    with pytest.raises(ValueError, match="OBJ-1"):
        indexeer(oud, 2027, 300, None)


@pytest.mark.parametrize(
    "anders",
    [
        {"einddatum": date(2026, 12, 31)},
        {"begindatum": date(2027, 1, 1)},
        {"statussen": (Statuswijziging(date(2027, 1, 1), Contractstatus.ONTBONDEN, "klaar"),)},
        {"soort": Contractsoort.LTA},
        {"producten": (product(tarief(tot_en_met=date(2026, 12, 31))),)},
    ],
)
def test_wat_op_1_januari_niet_loopt_blijft_zoals_het_was(anders: dict[str, object]) -> None:
    assert indexeer(contract(**anders), 2027, 350, None) == contract(**anders)


def test_een_contract_dat_op_1_januari_nog_een_dag_loopt_doet_mee() -> None:
    oud = contract(einddatum=date(2027, 1, 1))
    assert len(indexeer(oud, 2027, 350, None).producten[0].tarieven) == 2
