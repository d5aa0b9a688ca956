"""Toewijzingen on the screen: looking for one, what lies around it, and changing it."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backoffice.storage.postbus import markeer_verzonden
from backoffice.storage.tabellen import audit
from backoffice.toegang.rechten import Rol
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows.keten import start, verstuur, vot
from tests.flows.regio import AANBIEDER, BSN, GEMEENTE, NU, Regio, jw301_van, prestatie
from tests.flows.werk import EERDER, eigen_berichten, enig, keur_goed


def toegang(regio: Regio, **anders: Any) -> TestClient:
    """The browser of somebody who assigns care for the gemeente."""
    return klant(regio.werkplek, bezoeker(Rol.TOEGANG, **anders))


def test_zonder_toewijzingen(sqlite_regio: Regio) -> None:
    assert "Er zijn nog geen toewijzingen." in toegang(sqlite_regio).get("/toewijzingen").text


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ("", True),
        ("nummer=1001", True),
        ("nummer=1002", False),
        ("aanbieder=12345678", True),
        ("aanbieder=87654321", False),
        ("code=45A04", True),
        ("code=45A05", False),
        ("stand=lopend", True),
        ("stand=toekomstig", False),
        ("stand=be%C3%ABindigd", False),
        ("stand=verwijderd", False),
    ],
)
def test_de_lijst_is_te_filteren(sqlite_regio: Regio, vraag: str, gevonden: bool) -> None:
    sqlite_regio.wijs_toe()
    assert ('href="/toewijzingen/1"' in toegang(sqlite_regio).get(f"/toewijzingen?{vraag}").text) is gevonden


def test_zoeken_op_bsn_gaat_buiten_het_adres_om(regio: Regio) -> None:
    regio.wijs_toe()
    browser = toegang(regio)
    assert 'href="/toewijzingen/1"' in browser.post("/toewijzingen/zoeken", data={"bsn": BSN}).text
    assert browser.post("/toewijzingen/zoeken", data={"bsn": "12"}).status_code == 404
    ander = toegang(regio, van_een_ander=True)
    assert 'href="/toewijzingen/1"' not in ander.post("/toewijzingen/zoeken", data={"bsn": BSN}).text
    assert ("toewijzingen ingezien",) in regio.rijen(select(audit.c.handeling))


def test_een_toewijzing_toont_alles_eromheen(regio: Regio) -> None:
    regio.wijs_toe()
    regio.stuur(start())
    regio.declareer(prestatie(referentie_nummer="A"))
    browser = toegang(regio)
    with geteld(regio.engine) as opdrachten:
        tekst = browser.get("/toewijzingen/1").text
    assert len([een for een in opdrachten if not een.startswith(("PRAGMA", "BEGIN"))]) <= 15
    for wat in ("€ 117,60", "120 minuten per maand", "Start", 'href="/prestaties/1"', 'href="/berichten/1"'):
        assert wat in tekst, wat


def test_een_eigen_toewijzing_toont_het_besluit_en_het_antwoord(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe(EERDER)
    sqlite_regio.stuur(vot())
    browser, id_ = toegang(sqlite_regio), enig(sqlite_regio).id
    browser.post(f"/werk/{id_}/besluiten/wijs-toe", data={"gezien": "0"})
    (bericht,) = eigen_berichten(sqlite_regio, "JW301")
    keur_goed(sqlite_regio, bericht)
    tekst = browser.get("/toewijzingen/2").text
    assert f'href="/werk/{id_}"' in tekst
    assert "Verzonden toewijzingen (JW301)" in tekst


def test_wijzigen_gaat_een_keer_uit(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    browser = toegang(sqlite_regio)
    tekst = browser.get("/toewijzingen/1/wijzigen").text
    assert 'value="2026-01-01"' in tekst
    velden = {
        "versie": "1",
        "wat": "wijzigen",
        "vanaf": "2026-01-01",
        "einddatum": "2026-06-30",
        "categorie": "45",
        "code": "45A04",
        "volume": "120",
        "eenheid": "01",
        "frequentie": "4",
    }
    fout = browser.post("/toewijzingen/1/wijzigen", data=velden | {"vanaf": "gisteren"})
    assert fout.status_code == 422
    assert 'value="gisteren"' in fout.text
    for _ in range(2):
        antwoord = browser.post("/toewijzingen/1/wijzigen", data=velden | {"instemming": "ja"})
        assert (antwoord.status_code, antwoord.headers["location"]) == (303, "/toewijzingen/1"), antwoord.text
    (bericht,) = eigen_berichten(sqlite_regio, "JW301")
    assert str(bericht.client.toegewezen_producten[0].einddatum) == "2026-06-30"
    assert "30-06-2026" in browser.get("/toewijzingen/1").text


def test_een_nieuwe_toewijzing(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe(EERDER)
    browser = toegang(sqlite_regio)
    assert browser.get("/toewijzingen/nieuw").status_code == 200
    velden = {
        "gemeente": GEMEENTE,
        "bsn": BSN,
        "aanbieder": AANBIEDER,
        "vanaf": "2026-05-01",
        "einddatum": "2026-12-31",
        "categorie": "45",
        "code": "45A04",
        "volume": "120",
        "eenheid": "01",
        "frequentie": "4",
        "gronden": "besproken met het gezin",
    }
    onbekend = browser.post("/toewijzingen/nieuw", data=velden | {"bsn": "999900006"})
    assert onbekend.status_code == 422
    antwoord = browser.post("/toewijzingen/nieuw", data=velden)
    assert antwoord.status_code == 303, antwoord.text
    assert len(eigen_berichten(sqlite_regio, "JW301")) == 1
    elders = toegang(sqlite_regio, van_een_ander=True)
    assert elders.post("/toewijzingen/nieuw", data=velden).status_code == 404


def test_hetzelfde_formulier_maakt_een_toewijzing(regio: Regio) -> None:
    regio.wijs_toe(EERDER)
    browser = toegang(regio)

    def sleutel(tekst: str) -> str:
        return tekst.split('name="formulier" value="')[1].split('"')[0]

    velden = {
        "formulier": sleutel(browser.get("/toewijzingen/nieuw").text),
        "gemeente": GEMEENTE,
        "bsn": BSN,
        "aanbieder": AANBIEDER,
        "vanaf": "2026-05-01",
        "einddatum": "2026-12-31",
        "categorie": "45",
        "code": "45A04",
        "volume": "120",
        "eenheid": "01",
        "frequentie": "4",
        "gronden": "besproken met het gezin",
    }
    # A mistake uses nothing up: the same form goes on.
    fout = browser.post("/toewijzingen/nieuw", data=velden | {"vanaf": "gisteren"})
    assert (fout.status_code, sleutel(fout.text)) == (422, velden["formulier"])
    adressen = [browser.post("/toewijzingen/nieuw", data=velden).headers["location"] for _ in range(2)]
    assert adressen[0] == adressen[1]
    assert len(eigen_berichten(regio, "JW301")) == 1
    volgend_jaar = {"vanaf": "2027-01-01", "einddatum": "2027-12-31"}
    anders = browser.post("/toewijzingen/nieuw", data=velden | volgend_jaar)
    assert anders.status_code == 422
    assert "U verstuurde dit formulier al" in anders.text
    assert sleutel(anders.text) != velden["formulier"]
    assert len(eigen_berichten(regio, "JW301")) == 1
    opnieuw = velden | volgend_jaar | {"formulier": sleutel(anders.text)}
    assert browser.post("/toewijzingen/nieuw", data=opnieuw).status_code == 303
    assert len(eigen_berichten(regio, "JW301")) == 2


def test_een_ander_ziet_en_verandert_niets(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    ander = toegang(sqlite_regio, van_een_ander=True)
    for pad in ("/toewijzingen/1", "/toewijzingen/1/wijzigen"):
        assert ander.get(pad).status_code == 404
    assert ander.post("/toewijzingen/1/wijzigen", data={"versie": "1", "wat": "verwijderen"}).status_code == 404
    assert eigen_berichten(sqlite_regio, "JW301") == []


def test_het_postvak_zegt_wat_op_antwoord_wacht(regio: Regio) -> None:
    browser = klant(regio.werkplek, bezoeker(Rol.ADMINISTRATIE))
    leeg = browser.get("/postvak").text
    assert "Alles is beantwoord." in leeg
    assert "Op elk verzonden bericht kwam een retourbericht." in leeg
    regio.wijs_toe()
    regio.declareer(prestatie(referentie_nummer="A"))
    nummer = verstuur(regio, jw301_van())
    with regio.engine.begin() as conn:
        markeer_verzonden(conn, nummer, NU)
    with geteld(regio.engine) as opdrachten:
        tekst = browser.get("/postvak").text
    assert len([een for een in opdrachten if not een.startswith(("PRAGMA", "BEGIN"))]) <= 15
    assert "gemaakt, nog niet verzonden" in tekst
    assert "Verzonden berichten zonder retourbericht" in tekst
    ander = klant(regio.werkplek, bezoeker(Rol.ADMINISTRATIE, van_een_ander=True)).get("/postvak").text
    assert "Alles is beantwoord." in ander
    assert "Op elk verzonden bericht kwam een retourbericht." in ander


def test_de_startpagina_van_een_gemeente_telt(regio: Regio) -> None:
    def aantallen(**anders: Any) -> list[str]:
        tekst = klant(regio.werkplek, bezoeker(Rol.ADMINISTRATIE, **anders)).get("/").text
        return [stuk.partition("<")[0] for stuk in tekst.split('<td class="getal">')[1:]]

    assert aantallen() == ["0", "0", "0", "0"]
    regio.wijs_toe(EERDER)
    regio.stuur(vot())
    # The verzoek waits with a quiet deadline; the answers to both messages stand in the outbox.
    assert aantallen() == ["1", "0", "1", "0"]
    assert aantallen(van_een_ander=True) == ["0", "0", "0", "0"]
