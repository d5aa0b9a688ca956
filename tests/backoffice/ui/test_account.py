"""One's own account on the screen."""

from __future__ import annotations

import pyotp
import pytest

from tests.backoffice.web.aanmelding import NIEUW, Klok, browser, ingesteld
from tests.flows.regio import Regio


@pytest.fixture
def klok() -> Klok:
    return Klok()


def test_een_ander_wachtwoord_meldt_elders_af(regio: Regio, klok: Klok) -> None:
    hier, elders = browser(regio.werkplek, klok), browser(regio.werkplek, klok)
    geheim = ingesteld(regio.werkplek, klok, hier)
    klok.verder(seconds=30)
    elders.post("/aanmelden", data={"naam": "an", "wachtwoord": NIEUW})
    elders.post("/aanmelden/code", data={"code": pyotp.TOTP(geheim).at(klok.nu)})
    assert elders.get("/account").text.count("<tr>") == 3
    velden = {"oud": NIEUW, "nieuw": "geel huis rode auto", "nogmaals": "geel huis rode auto"}
    fout = hier.post("/account/wachtwoord", data=velden | {"oud": "mis"})
    assert fout.status_code == 422
    assert "huidige wachtwoord klopt niet" in fout.text
    assert "geel" not in fout.text
    assert hier.post("/account/wachtwoord", data=velden).headers["location"] == "/account?gedaan=wachtwoord"
    assert "Uw wachtwoord is gewijzigd" in hier.get("/account?gedaan=wachtwoord").text
    assert elders.get("/account").status_code == 303


def test_een_nieuwe_telefoon_vervangt_de_oude(sqlite_regio: Regio, klok: Klok) -> None:
    b = browser(sqlite_regio.werkplek, klok)
    oud = ingesteld(sqlite_regio.werkplek, klok, b)
    pagina = b.get("/account/codes").text
    nieuw = pagina.partition("<code>")[2].partition("</code>")[0].replace(" ", "")
    assert nieuw != oud
    code = pyotp.TOTP(nieuw).at(klok.nu)
    assert b.post("/account/codes", data={"code": code, "wachtwoord": "mis"}).status_code == 422
    antwoord = b.post("/account/codes", data={"code": code, "wachtwoord": NIEUW})
    assert antwoord.headers["location"] == "/account?gedaan=codes"
    klok.verder(seconds=30)
    b.post("/aanmelden", data={"naam": "an", "wachtwoord": NIEUW})
    assert b.post("/aanmelden/code", data={"code": pyotp.TOTP(oud).at(klok.nu)}).status_code == 422
    assert b.post("/aanmelden/code", data={"code": pyotp.TOTP(nieuw).at(klok.nu)}).status_code == 303


def test_overal_afmelden_geldt_ook_hier(sqlite_regio: Regio, klok: Klok) -> None:
    b = browser(sqlite_regio.werkplek, klok)
    ingesteld(sqlite_regio.werkplek, klok, b)
    assert b.post("/account/overal-afmelden").headers["location"] == "/aanmelden"
    assert b.get("/account").status_code == 303


def test_de_sleutel_in_een_qr_code_is_alleen_voor_wie_haar_instelt(sqlite_regio: Regio, klok: Klok) -> None:
    assert browser(sqlite_regio.werkplek, klok).get("/aanmelden/qr.svg").status_code == 404
