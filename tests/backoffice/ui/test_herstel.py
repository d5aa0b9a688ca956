"""Correcting a prestatie from the screen: what the software makes of it, and that it counts once."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backoffice.storage.tabellen import bericht
from backoffice.storage.tabellen import prestatie as prestaties
from backoffice.toegang.rechten import Rol
from ijw import codec
from ijw.nummers import test_bsn
from tests.backoffice.ui.test_prestaties import fout
from tests.backoffice.web.portaal import bezoeker, klant
from tests.bouwers import jw323_client
from tests.flows.regio import FEBRUARI, Regio, credit, jw323_van, keur_boeken, prestatie

PAD = "/prestaties/1/herstel"


def aanbieder(regio: Regio, *, van_een_ander: bool = False) -> TestClient:
    """A browser of somebody who declares."""
    return klant(regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER, van_een_ander=van_een_ander))


def formulier(**anders: str) -> dict[str, str]:
    """The form of the standard prestatie, filled in well."""
    return {
        "nummer": "20260410090000",
        "knop": "indienen",
        "toewijzing": "1001",
        "categorie": "45",
        "code": "45A04",
        "begindatum": "2026-03-01",
        "einddatum": "2026-03-31",
        "volume": "120",
        "eenheid": "01",
        "tarief": "0,98",
    } | anders


def laatste_bericht(regio: Regio) -> Any:
    """The JW323 that was kept last, as it was received."""
    ((inhoud,),) = regio.rijen(select(bericht.c.inhoud).order_by(bericht.c.id.desc()).limit(1))
    return codec.lees(regio.kluis.ontsleutel(inhoud, "bericht.inhoud"))


def regels(regio: Regio) -> list[Any]:
    """Every prestatie: bedrag, whether it was granted, and what it credits."""
    p = prestaties.c
    return regio.rijen(select(p.bedrag, p.toegekend, p.vorige_referentie).order_by(p.id))


def test_het_formulier_is_ingevuld_met_wat_het_had_moeten_zijn(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(prestatie(**fout()))
    tekst = aanbieder(regio).get(PAD).text
    assert 'value="0,98"' in tekst
    assert "Het tarief is dat van het contract" in tekst
    assert 'value="2026-03-01"' in tekst
    assert 'name="nummer" value="20260410090000000000"' in tekst


def test_een_afgewezen_prestatie_gaat_opnieuw_zonder_vorige_referentie(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(prestatie(**fout()))
    antwoord = aanbieder(regio).post(PAD, data=formulier())
    assert (antwoord.status_code, antwoord.headers["location"]) == (303, "/berichten/3")
    assert regels(regio) == [(11_880, False, None), (11_760, True, None)]
    keur_boeken(regio.engine)
    gemaakt = laatste_bericht(regio)
    (client,) = gemaakt.declaratie.clienten
    (nieuw,) = client.prestaties
    assert client.bsn == test_bsn(1)
    assert nieuw.product_referentie.vorig_referentie_nummer is None
    assert nieuw.product_referentie.referentie_nummer not in ("R-FOUT", "")


def test_een_toegekende_prestatie_wordt_gecrediteerd_en_vervangen(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(prestatie(referentie_nummer="A"))
    antwoord = aanbieder(regio).post(PAD, data=formulier(volume="60", wat="vervangen"))
    assert antwoord.headers["location"] == "/berichten/3"
    assert regels(regio) == [(11_760, True, None), (-11_760, True, "A"), (5_880, True, None)]
    keur_boeken(regio.engine)


def test_een_toegekende_prestatie_kan_alleen_worden_ingetrokken(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(referentie_nummer="A"))
    aanbieder(sqlite_regio).post(PAD, data=formulier(wat="intrekken", volume="geen getal"))
    assert regels(sqlite_regio) == [(11_760, True, None), (-11_760, True, "A")]


@pytest.mark.parametrize("eerst", [{}, {"product_tarief": 99, "bedrag": 11_880}], ids=["toegekend", "afgewezen"])
def test_twee_keer_versturen_geeft_een_bericht(regio: Regio, eerst: dict[str, Any]) -> None:
    regio.wijs_toe()
    regio.declareer(prestatie(**eerst))
    browser = aanbieder(regio)
    eerste = browser.post(PAD, data=formulier(volume="60"))
    dump = regio.dump()
    tweede = browser.post(PAD, data=formulier(volume="60"))
    assert eerste.headers["location"] == tweede.headers["location"]
    assert regio.dump() == dump


def test_een_proef_toont_het_antwoord_en_bewaart_niets(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(**fout()))
    tekst = aanbieder(sqlite_regio).post(PAD, data=formulier(knop="proef", volume="121")).text
    assert "€ 0,00 toegekend, € 118,58 afgewezen" in tekst
    assert "9321" in tekst
    assert '<input type="hidden" name="volume" value="121">' in tekst
    assert len(regels(sqlite_regio)) == 1


def test_het_bsn_komt_nooit_uit_het_formulier(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(**fout()))
    aanbieder(sqlite_regio).post(PAD, data=formulier(bsn=test_bsn(7), client_id="9", afzender="87654321"))
    assert laatste_bericht(sqlite_regio).declaratie.clienten[0].bsn == test_bsn(1)
    assert laatste_bericht(sqlite_regio).header.afzender == "12345678"


def test_van_een_onbekende_client_komt_het_bsn_uit_het_bericht(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    onbekend = jw323_client(bsn=test_bsn(7), prestaties=[prestatie(**fout())])
    sqlite_regio.stuur(jw323_van(clienten=[onbekend]))
    assert aanbieder(sqlite_regio).post(PAD, data=formulier()).status_code == 303
    assert laatste_bericht(sqlite_regio).declaratie.clienten[0].bsn == test_bsn(7)


def test_de_declaratieperiode_is_niet_eerder_dan_de_laatste(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    februari = {"begindatum": FEBRUARI[0], "einddatum": FEBRUARI[1]}
    sqlite_regio.declareer(prestatie(**fout(), **februari), maand=FEBRUARI)
    sqlite_regio.declareer(prestatie(referentie_nummer="MAART"))
    browser = aanbieder(sqlite_regio)
    browser.post(PAD, data=formulier(begindatum="01-02-2026", einddatum="28-02-2026"))
    assert [toegekend for _, toegekend, _ in regels(sqlite_regio)] == [False, True, True]


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"volume": "12,5"}, "Schrijf een heel getal"),
        ({"volume": "0"}, "Schrijf een heel getal"),
        ({"tarief": "0.98"}, "Schrijf het bedrag in euro"),
        ({"begindatum": "31-02-2026"}, "Schrijf de datum als"),
        ({"einddatum": ""}, "Vul einddatum in"),
        ({"code": " "}, "Vul code in"),
        ({"tarief": ""}, "Vul het tarief in"),
        ({"begindatum": "2026-04-01", "einddatum": "2026-03-31"}, "verwacht"),
        ({"begindatum": "2019-03-01", "einddatum": "2019-03-31"}, "verwacht"),
    ],
)
def test_wat_niet_kan_wordt_gezegd_en_niets_verstuurd(
    sqlite_regio: Regio, anders: dict[str, str], melding: str
) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(**fout()))
    antwoord = aanbieder(sqlite_regio).post(PAD, data=formulier(**anders))
    assert antwoord.status_code == 422
    assert melding in antwoord.text
    assert 'value="20260410090000"' in antwoord.text
    assert len(regels(sqlite_regio)) == 1


@pytest.mark.parametrize("knop", ["proef", "indienen"])
def test_de_prestatie_van_een_ander_is_er_niet(sqlite_regio: Regio, knop: str) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(**fout()))
    dump = sqlite_regio.dump()
    browser = aanbieder(sqlite_regio, van_een_ander=True)
    assert browser.get(PAD).status_code == 404
    assert browser.post(PAD, data=formulier(knop=knop)).status_code == 404
    assert sqlite_regio.dump() == dump


def test_wat_niet_te_herstellen_is_zegt_waarom(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(referentie_nummer="A"))
    sqlite_regio.declareer(credit("A", "B"))
    browser = aanbieder(sqlite_regio)
    assert "is al gecrediteerd" in browser.get(PAD).text
    assert "is een creditprestatie" in browser.get("/prestaties/2/herstel").text


def test_wat_is_afgewezen_hoeft_niet_te_worden_ingetrokken(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(**fout()))
    antwoord = aanbieder(sqlite_regio).post(PAD, data=formulier(wat="intrekken"))
    assert antwoord.status_code == 409
    assert "U hoeft haar niet te crediteren" in antwoord.text


def test_een_hersteld_toewijzingnummer_wacht_niet_meer(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(prestatie(referentie_nummer="R1", toewijzing_nummer=4711))
    browser = aanbieder(regio)
    assert "R1" in browser.get("/prestaties/te-herstellen").text
    assert browser.post(PAD, data=formulier(volume="60")).status_code == 303
    assert "Er wacht niets op herstel." in browser.get("/prestaties/te-herstellen").text
