"""TR323, on both sides of its boundary."""

from datetime import date

import pytest

from ijw.regels.tr323 import tr323
from tests.declaratiebouwers import (
    eerder,
    feiten,
    oordeel,
    prestatie,
    uitkomsten,
)

CREDIT = prestatie("R2", vorig="R1")


def test_een_gelijke_goedgekeurde_prestatie_voldoet() -> None:
    assert oordeel(tr323, CREDIT, feiten(eerdere_debetten={"R1": eerder()})) == "voldoet"


def test_een_debet_verwijst_nergens_naar() -> None:
    assert oordeel(tr323, prestatie(), feiten()) == "voldoet"


def test_een_onbekende_of_afgewezen_prestatie_is_een_bevinding() -> None:
    assert oordeel(tr323, CREDIT, feiten()) == "bevinding"
    afgewezen = feiten(eerdere_debetten={"R1": eerder(goedgekeurd=False)})
    assert oordeel(tr323, CREDIT, afgewezen) == "bevinding"


@pytest.mark.parametrize(
    ("anders", "genoemd"),
    [
        (eerder(client=8), "cliënt"),
        (eerder(volume=584), "GeleverdVolume"),
        (eerder(eenheid="04"), "Eenheid"),
        (eerder(tarief=97), "ProductTarief"),
        (eerder(tarief=None), "ProductTarief"),
        (eerder(bedrag=57280), "IngediendBedrag"),
        (eerder(sleutel=eerder().sleutel._replace(toewijzing_nummer=1002)), "ToewijzingNummer"),
        (eerder(sleutel=eerder().sleutel._replace(categorie="46")), "ProductCategorie"),
        (eerder(sleutel=eerder().sleutel._replace(code="OB2")), "ProductCode"),
        (eerder(sleutel=eerder().sleutel._replace(begindatum=date(2026, 5, 2))), "Begindatum"),
        (eerder(sleutel=eerder().sleutel._replace(einddatum=date(2026, 5, 30))), "Einddatum"),
    ],
)
def test_elk_verschil_is_een_bevinding_met_alleen_de_naam(anders: object, genoemd: str) -> None:
    (afwijking,) = uitkomsten(tr323, CREDIT, feiten(eerdere_debetten={"R1": anders}))
    assert afwijking == (f"R1 verschilt in {genoemd}", "dezelfde inhoud als de goedgekeurde prestatie", None)
