from dataclasses import replace
from datetime import date

from backoffice.contracts.model import (
    Contract,
    Contractstatus,
    Deelname,
    Financiering,
    Financieringsvorm,
    Optie,
    Statuswijziging,
    TariefType,
    Voorwaarde,
)
from backoffice.contracts.verschil import Geraakt, geraakt, verschillen, wijzigt_tarief
from tests.backoffice.contracts.bouwers import contract, product, tarief

DUURDER = contract(product(tarief(), tarief(date(2026, 1, 1), uurtarief=6120)))


def teksten(oud: Contract, nieuw: Contract) -> list[str]:
    return [str(een) for een in verschillen(oud, nieuw)]


def test_gelijk_is_geen_verschil() -> None:
    assert verschillen(contract(versie=1), contract(versie=2)) == []


def test_oud_en_nieuw_in_woorden() -> None:
    nieuw = contract(
        product(tarief(uurtarief=5900)),
        einddatum=None,
        vow_rol=False,
        deelnames=(Deelname("0153", date(2025, 1, 1), date(2026, 12, 31)), Deelname("0164", date(2026, 1, 1))),
    )
    assert teksten(contract(), nieuw) == [
        "einddatum: 2028-12-31 -> leeg",
        "deelnames 0153 2025-01-01, tot_en_met: leeg -> 2026-12-31",
        "deelnames 0164 2026-01-01: leeg -> gemeente 0164; vanaf 2026-01-01",
        "producten OB1A, tarieven 2025-01-01, uurtarief: 58,75 -> 59,00",
        "vow_rol: ja -> nee",
    ]


def test_wat_verdwijnt() -> None:
    assert teksten(contract(opties=(Optie(date(2029, 12, 31)),)), contract()) == [
        "opties 2029-12-31: tot_en_met 2029-12-31; besluit open -> leeg"
    ]
    met = contract(product(voorwaarden=(Voorwaarde(budget=1_000_000),)))
    assert teksten(met, contract()) == ["producten OB1A, voorwaarden: budget 10000,00 -> leeg"]


def test_een_prijs_een_product_of_een_jaarbedrag_is_geld() -> None:
    subsidie = Financiering(date(2026, 1, 1), Financieringsvorm.SUBSIDIE, 100)
    assert wijzigt_tarief(contract(), DUURDER)
    assert wijzigt_tarief(contract(), contract(product(), product(code="OB2")))
    assert wijzigt_tarief(contract(), contract(product(tarief_type=TariefType.MAXIMUM)))
    assert wijzigt_tarief(contract(), contract(financieringen=(subsidie,)))
    assert wijzigt_tarief(
        contract(financieringen=(subsidie,)), contract(financieringen=(replace(subsidie, bedrag=101),))
    )


def test_een_deelname_status_voorwaarde_of_index_is_geen_geld() -> None:
    status = Statuswijziging(date(2026, 5, 1), Contractstatus.OPGESCHORT, "onderzoek")
    anders = contract(
        product(tarief(indexering=350), voorwaarden=(Voorwaarde(budget=100),), omschrijving="Anders"),
        deelnames=(Deelname("0164", date(2025, 1, 1)),),
        statussen=(status,),
    )
    assert not wijzigt_tarief(contract(), anders)


def test_geraakt_zijn_de_maanden_waarin_iets_anders_is() -> None:
    assert geraakt(contract(), DUURDER) == [Geraakt("0153", "45", "OB1A", date(2026, 1, 1), date(2029, 1, 1))]
    langer = contract(einddatum=date(2029, 3, 15))
    assert geraakt(contract(), langer) == [Geraakt("0153", "45", "OB1A", date(2029, 1, 1), date(2029, 4, 1))]
    assert geraakt(contract(), contract(kvk=None)) == []


def test_een_voorwaarde_voor_een_gemeente_raakt_alleen_die() -> None:
    deelnames = (Deelname("0153", date(2025, 1, 1)), Deelname("0164", date(2025, 1, 1)))
    oud = contract(deelnames=deelnames)
    nieuw = contract(product(voorwaarden=(Voorwaarde("0164", budget=100),)), deelnames=deelnames)
    assert [een.gemeente for een in geraakt(oud, nieuw)] == ["0164"]
