"""The day that counts for a gemeentecode and for a product code, in every message that has them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from backoffice.contracts.afspraken import Afspraken
from backoffice.toewijzingen.peildagen import ingangsdata, productpeildag
from ijw.feiten import Feiten, ToegewezenProduct
from ijw.regels.toetsing import Uitkomst
from ijw.regels.tr378 import tr378
from ijw.regels.tr381 import tr381
from tests.backoffice.contracts import bouwers as contracten
from tests.bouwers import (
    aangevraagd_product,
    jw301_bericht,
    jw305_bericht,
    jw307_bericht,
    jw315_bericht,
    jw317_bericht,
    nieuw_product,
    start_product,
    stop_product,
    te_wijzigen_product,
    toegewezen_product,
    wijzig,
)
from tests.ijw.regels.gevallen import uitkomst

DAG = date(2022, 3, 23)
REGISTER = {
    1001: ToegewezenProduct("0153", 1001, "41000001", "45", "45A04", DAG, None),
    1002: ToegewezenProduct("0153", 1002, "41000001", "45", "45A04", date(2020, 1, 1), None),
}
ZELF = date(2021, 6, 1)


@pytest.mark.parametrize(
    ("bericht", "verwacht"),
    [
        (
            jw301_bericht(
                toegewezen_producten=[toegewezen_product(ingangsdatum=ZELF), toegewezen_product(ingangsdatum=DAG)]
            ),
            {ZELF, DAG},
        ),
        (jw315_bericht(aangevraagde_producten=[aangevraagd_product(toewijzing_ingangsdatum=ZELF)]), {ZELF}),
        # What the register knows goes before what an aanbieder says.
        (jw305_bericht(start_producten=[start_product(toewijzing_ingangsdatum=ZELF)]), {DAG}),
        (jw307_bericht(stop_producten=[stop_product(toewijzing_ingangsdatum=ZELF)]), {DAG}),
        (
            jw305_bericht(start_producten=[start_product(toewijzing_nummer=9, toewijzing_ingangsdatum=ZELF)]),
            {ZELF},
        ),
        (
            jw307_bericht(
                stop_producten=[
                    stop_product(toewijzing_nummer=None, toewijzing_ingangsdatum=None, begindatum=ZELF)
                ]
            ),
            {ZELF},
        ),
        # One product stays as it is (1001), one changes, and a wish for the future is no toewijzing.
        (
            jw317_bericht(
                te_wijzigen_producten=[te_wijzigen_product(toewijzing_nummer=1002)],
                nieuwe_producten=[nieuw_product(gewenste_ingangsdatum=ZELF)],
            ),
            {DAG, date(2020, 1, 1)},
        ),
        (
            jw317_bericht(
                ongewijzigde_producten=[], te_wijzigen_producten=[te_wijzigen_product(toewijzing_nummer=9)]
            ),
            set(),
        ),
    ],
)
def test_ingangsdata(bericht: Any, verwacht: set[date]) -> None:
    assert ingangsdata(bericht, REGISTER) == verwacht


@pytest.mark.parametrize("bouw", [jw305_bericht, jw307_bericht])
@pytest.mark.parametrize(("ingang", "afwijkingen"), [(DAG, 0), (DAG + timedelta(days=1), 1)])
def test_een_bericht_aan_weesp_over_een_toewijzing_van_voor_de_herindeling(
    bouw: Any, ingang: date, afwijkingen: int
) -> None:
    bericht = wijzig(bouw(), header=wijzig(bouw().header, ontvanger="0457"))
    register = {1001: ToegewezenProduct("0457", 1001, "41000001", "45", "45A04", ingang, None)}
    feiten = Feiten(vandaag=date(2026, 4, 3), ingangsdata=ingangsdata(bericht, register))
    assert len(uitkomst(tr378, bericht.header, feiten).afwijkingen) == afwijkingen


# --- TR381 by the agreed list, JZ21 and neither ---------------------------------------------------


def regels(code: str, dag: date) -> list[Any]:
    """A line with this code in each message that is judged before there is a declaratie."""
    bouwers = (
        (toegewezen_product, {"ingangsdatum": dag}),
        (aangevraagd_product, {"toewijzing_ingangsdatum": dag}),
        (nieuw_product, {"gewenste_ingangsdatum": dag}),
        (start_product, {"toewijzing_nummer": 9, "toewijzing_ingangsdatum": dag}),
        (stop_product, {"toewijzing_nummer": 9, "toewijzing_ingangsdatum": dag}),
    )
    return [bouw(code=code, **waarden) for bouw, waarden in bouwers]


def oordelen(afspraken: Afspraken, code: str, dag: date) -> list[Uitkomst]:
    gevonden = []
    for regel in regels(code, dag):
        product = regel.product
        lijst: Any = afspraken.gehanteerde_productlijst(
            "0153", "41000001", product.categorie, product.code, productpeildag(regel, {})
        )
        gevonden.append(uitkomst(tr381, regel, Feiten(productlijst=lijst)))
    return gevonden


def samen(afspraken: Afspraken, code: str, dag: date) -> set[tuple[int, int]]:
    """How many deviations, and how many times nothing to judge by, in each line."""
    return {(len(u.afwijkingen), len(u.onbeoordeeld)) for u in oordelen(afspraken, code, dag)}


def test_de_afgesproken_lijst_van_de_dag_van_de_toewijzing() -> None:
    nieuw = contracten.product(contracten.tarief(date(2026, 1, 1)), code="OB1B")
    afspraken = Afspraken([contracten.contract(contracten.product(), nieuw)])
    goed, fout, onbeoordeeld = {(0, 0)}, {(1, 0)}, {(0, 1)}
    assert samen(afspraken, "OB1A", date(2025, 1, 1)) == goed
    assert samen(afspraken, "OB1B", date(2025, 12, 31)) == fout
    assert samen(afspraken, "OB1B", date(2026, 1, 1)) == goed
    # A national code that was not agreed is not one of this contract.
    assert samen(afspraken, "45A04", date(2026, 1, 1)) == fout
    assert samen(afspraken, "OB1A", date(2024, 12, 31)) == onbeoordeeld


def test_de_landelijke_lijst_waar_het_contract_er_geen_heeft() -> None:
    afspraken = Afspraken([contracten.contract(contracten.product(eenheid=None, tarieven=()))])
    assert samen(afspraken, "45A04", date(2025, 1, 1)) == {(0, 0)}
    # A code of another categorie, and one that is in no list.
    assert samen(afspraken, "44A01", date(2025, 1, 1)) == {(1, 0)}
    assert samen(afspraken, "OB1A", date(2025, 1, 1)) == {(1, 0)}
