"""Facts about a jeugdige on the screen: who may see and record them, and that every look is on record."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import func, select

from backoffice.storage.tabellen import audit, persoonsfeit
from backoffice.toegang.rechten import Rol
from tests.backoffice.web.portaal import bezoeker, klant
from tests.flows.regio import BSN, Regio

ADRES = {"soort": "woonadres", "vanaf": "2020-01-01", "gemeente": "0153", "bron": "BRP 20-04-2026"}


def toegang(regio: Regio, **anders: Any) -> TestClient:
    """The browser of somebody who looks after jeugdigen."""
    return klant(regio.werkplek, bezoeker(Rol.TOEGANG, **anders))


def aantal(regio: Regio) -> int:
    ((gevonden,),) = regio.rijen(select(func.count()).select_from(persoonsfeit))
    return int(gevonden)


def test_vastleggen_en_inzien(regio: Regio) -> None:
    regio.wijs_toe()
    browser = toegang(regio)
    assert "nog geen feiten" in browser.post("/feiten", data={"bsn": BSN}).text
    for _ in range(2):
        antwoord = browser.post("/feiten/vastleggen", data={"bsn": BSN, **ADRES})
        assert antwoord.status_code == 200
        assert "Het feit is vastgelegd" in antwoord.text
    assert aantal(regio) == 1
    tekst = browser.get("/toewijzingen/1/feiten").text
    assert "BRP 20-04-2026" in tekst
    assert bezoeker(Rol.TOEGANG).naam in tekst
    handelingen = regio.rijen(select(audit.c.handeling))
    assert ("feiten ingezien",) in handelingen
    assert ("feiten vastgelegd",) in handelingen


def test_een_fout_zegt_waar_en_bewaart_wat_er_stond(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    browser = toegang(sqlite_regio)
    for velden, melding in (
        ({**ADRES, "soort": ""}, "Kies wat voor feit dit is."),
        ({**ADRES, "bron": " "}, "Vermeld waar dit feit vandaan komt"),
        ({**ADRES, "vanaf": ""}, "hoort een datum"),
        ({**ADRES, "gemeente": "15"}, "geen gemeentecode"),
    ):
        antwoord = browser.post("/feiten/vastleggen", data={"bsn": BSN, **velden})
        assert antwoord.status_code == 422
        assert melding in antwoord.text
    assert 'value="15"' in antwoord.text
    assert aantal(sqlite_regio) == 0


def test_een_ander_feit_vervangt_alleen_als_dat_is_gezegd(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    browser = toegang(sqlite_regio)
    browser.post("/feiten/vastleggen", data={"bsn": BSN, **ADRES})
    anders = {"bsn": BSN, **ADRES, "gemeente": "0164"}
    assert browser.post("/feiten/vastleggen", data=anders).status_code == 422
    assert browser.post("/feiten/vastleggen", data={**anders, "vervangt": "ja"}).status_code == 200
    assert aantal(sqlite_regio) == 2


def test_wie_de_gemeente_niet_kent_bestaat_niet(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    ander = toegang(sqlite_regio, van_een_ander=True)
    assert ander.post("/feiten", data={"bsn": BSN}).status_code == 404
    assert ander.post("/feiten/vastleggen", data={"bsn": BSN, **ADRES}).status_code == 404
    assert ander.get("/toewijzingen/1/feiten").status_code == 404
    assert aantal(sqlite_regio) == 0
    geen = toegang(sqlite_regio).post("/feiten", data={"bsn": "123456789"})
    assert geen.status_code == 422
    assert "123456789" not in geen.text


def test_wie_mag_zien_mag_niet_altijd_vastleggen(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    browser = klant(sqlite_regio.werkplek, bezoeker(Rol.CONTROLLER))
    assert "Een feit vastleggen" not in browser.post("/feiten", data={"bsn": BSN}).text
    assert browser.post("/feiten/vastleggen", data={"bsn": BSN, **ADRES}).status_code == 403
