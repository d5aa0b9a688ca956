"""TR367: a rejected prestatie as submitted, and with each element changed."""

from __future__ import annotations

from datetime import date

from ijw.feiten import Feiten
from ijw.regels.tr367 import tr367
from tests.bouwers import afgewezen_prestatie, prestatie
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst

INGEDIEND = Feiten(ingediende_prestatie=prestatie())
ANDERS = {
    "ToewijzingNummer": {"toewijzing_nummer": 1002},
    "ProductCategorie": {"product_categorie": "46"},
    "ProductCode": {"product_code": "45A05"},
    "ProductPeriode": {"einddatum": date(2026, 3, 30)},
    "GeleverdVolume": {"geleverd_volume": 119},
    "Eenheid": {"eenheid": "04"},
    "ProductTarief": {"product_tarief": None},
    "IngediendBedrag": {"bedrag": 11_761},
}

test_tr367 = toets_feiten(
    "TR367",
    *(
        Feitgeval((afgewezen_prestatie(), INGEDIEND), (afgewezen_prestatie(**anders), INGEDIEND), element)
        for element, anders in ANDERS.items()
    ),
)


def test_beide_waarden_worden_leesbaar_getoond():
    terug = afgewezen_prestatie(einddatum=date(2026, 3, 30), product_tarief=None, bedrag=1, debet_credit="C")
    gevonden = [afwijking[:2] for _, afwijking in uitkomst(tr367, terug, INGEDIEND).afwijkingen]
    assert gevonden == [
        ("2026-03-01 t/m 2026-03-30", "2026-03-01 t/m 2026-03-31, als in de declaratie"),
        ("leeg", "98, als in de declaratie"),
        ("€ 0,01 C", "€ 117,60 D, als in de declaratie"),
    ]


def test_wat_niet_is_ingediend_wordt_een_keer_niet_beoordeeld():
    uit = uitkomst(tr367, afgewezen_prestatie(), Feiten(ingediende_prestatie=None))
    assert uit.afwijkingen == []
    assert [signaal.regel for signaal in uit.onbeoordeeld] == ["TR367"]
