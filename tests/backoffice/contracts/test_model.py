from datetime import date

import pytest

from backoffice.contracts.model import Deelname, in_vaste_volgorde, looptijd, maand_na
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
