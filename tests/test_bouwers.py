"""Every builder makes something valid, and takes a deviation where it belongs."""

from __future__ import annotations

from datetime import date

import pytest

from ijw.berichten import SOORTEN
from ijw.codec import lees, schrijf
from tests import bouwers

AFGEKEURD = {
    "JW302": {"client": bouwers.jw302_client()},
    "JW306": {"client": bouwers.jw306_client()},
    "JW308": {"client": bouwers.jw308_client()},
    "JW316": {"client": bouwers.jw316_client()},
    "JW318": {"client": bouwers.jw318_client()},
    "JW320": {"antwoord": bouwers.jw320_antwoord()},
    "JW325": {"prestaties": [bouwers.afgewezen_prestatie()]},
}


@pytest.mark.parametrize("soort", SOORTEN, ids=lambda soort: soort.naam)
@pytest.mark.parametrize("gevuld", [False, True])
def test_bericht_voldoet_aan_schema_en_regels(soort, gevuld):
    bouw = getattr(bouwers, f"{soort.naam.lower()}_bericht")
    bericht = bouw(**AFGEKEURD.get(soort.naam, {})) if gevuld else bouw()
    assert lees(schrijf(bericht, soort)) == bericht
    assert bouwers.codes(bericht) == []


def test_afwijking_komt_in_het_onderdeel_dat_haar_heeft():
    prestatie = bouwers.prestatie(begindatum=date(2026, 3, 28), bedrag=5)
    assert prestatie.product_periode.begindatum == date(2026, 3, 28)
    assert prestatie.ingediend_bedrag.bedrag == 5


def test_totaal_van_een_declaratie_volgt_de_prestaties():
    bericht = bouwers.jw323_bericht(
        prestaties=[bouwers.prestatie(bedrag=100), bouwers.creditprestatie(bedrag=250)]
    )
    totaal = bericht.declaratie.totaal_ingediend_bedrag
    assert (totaal.totaal_bedrag, totaal.debet_credit) == (150, "C")


@pytest.mark.parametrize("veld", ["bestaat_niet", "debet_credit"])
def test_onbekende_of_dubbelzinnige_afwijking_is_een_fout(veld):
    with pytest.raises(TypeError, match=veld):
        bouwers.declaratie_antwoord(**{veld: "D"})
