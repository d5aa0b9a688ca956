"""Signing in through the pages: every step, wrong input, and what a browser may hold."""

from __future__ import annotations

import pyotp
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backoffice import geheimen
from backoffice.storage import tabellen
from tests.backoffice.web.aanmelding import NIEUW, Klok, browser, ingesteld, nieuw_account
from tests.flows.regio import Regio


@pytest.fixture
def klok() -> Klok:
    return Klok()


def test_de_eerste_keer_kiest_iemand_een_wachtwoord_en_stelt_codes_in(regio: Regio, klok: Klok) -> None:
    b = browser(regio.werkplek, klok)
    wachtwoord = nieuw_account(regio.werkplek)
    antwoord = b.post("/aanmelden", data={"naam": "An ", "wachtwoord": wachtwoord, "terug": "/berichten"})
    assert (antwoord.status_code, antwoord.headers["location"]) == (303, "/aanmelden/wachtwoord?terug=/berichten")
    assert b.get("/").headers["location"].startswith("/aanmelden")
    assert b.get("/aanmelden/instellen").headers["location"].startswith("/aanmelden/wachtwoord")
    antwoord = b.post("/aanmelden/wachtwoord", data={"nieuw": NIEUW, "nogmaals": NIEUW, "terug": "/berichten"})
    assert antwoord.headers["location"] == "/aanmelden/instellen?terug=/berichten"
    assert b.get("/").headers["location"].startswith("/aanmelden")
    pagina = b.get("/aanmelden/instellen").text
    geheim = pagina.partition("<code>")[2].partition("</code>")[0].replace(" ", "")
    assert b.get("/aanmelden/qr.svg").text.startswith("<?xml")
    fout = b.post("/aanmelden/instellen", data={"code": "000000"})
    assert fout.status_code == 422
    assert geheim[:4] in fout.text
    antwoord = b.post("/aanmelden/instellen", data={"code": pyotp.TOTP(geheim).at(klok.nu), "terug": "/berichten"})
    assert antwoord.headers["location"] == "/berichten"
    assert b.get("/berichten").status_code == 200


def test_daarna_is_naast_het_wachtwoord_een_code_nodig(regio: Regio, klok: Klok) -> None:
    geheim = ingesteld(regio.werkplek, klok, browser(regio.werkplek, klok))
    b = browser(regio.werkplek, klok)
    antwoord = b.post("/aanmelden", data={"naam": "an", "wachtwoord": NIEUW})
    assert antwoord.headers["location"] == "/aanmelden/code?terug=/"
    assert b.get("/berichten").status_code == 303
    # The code that set the app up was used already.
    herhaald = b.post("/aanmelden/code", data={"code": pyotp.TOTP(geheim).at(klok.nu)})
    assert herhaald.status_code == 422
    assert "al gebruikt" in herhaald.text
    klok.verder(seconds=30)
    assert b.post("/aanmelden/code", data={"code": pyotp.TOTP(geheim).at(klok.nu)}).headers["location"] == "/"
    assert b.get("/berichten").status_code == 200


def test_afmelden_eindigt_de_sessie_ook_voor_wie_de_koek_bewaarde(regio: Regio, klok: Klok) -> None:
    b = browser(regio.werkplek, klok)
    ingesteld(regio.werkplek, klok, b)
    koek = b.cookies["sessie"]
    assert b.post("/afmelden").headers["location"] == "/aanmelden"
    assert "sessie" not in b.cookies
    b.cookies.set("sessie", koek)
    assert b.get("/").status_code == 303


def test_een_onbekende_naam_en_een_fout_wachtwoord_lijken_op_elkaar(
    regio: Regio, klok: Klok, monkeypatch: pytest.MonkeyPatch
) -> None:
    nieuw_account(regio.werkplek)
    gevraagd: list[bool] = []
    echt = geheimen.wachtwoord_klopt

    def tel(wachtwoord: str, bewaard: str | None) -> bool:
        gevraagd.append(bewaard is None)
        return echt(wachtwoord, bewaard)

    monkeypatch.setattr(geheimen, "wachtwoord_klopt", tel)
    b = browser(regio.werkplek, klok)
    antwoorden = [
        b.post("/aanmelden", data={"naam": naam, "wachtwoord": "verkeerd"}) for naam in ("an", "bestaat-niet")
    ]
    assert [a.status_code for a in antwoorden] == [422, 422]
    assert antwoorden[0].text == antwoorden[1].text.replace("bestaat-niet", "an")
    assert gevraagd == [False, True]


@pytest.mark.parametrize(
    ("terug", "pad"),
    [
        ("/berichten/7", "/berichten/7"),
        ("https://elders.test/", "/"),
        ("//elders.test", "/"),
        ("/\\elders.test", "/"),
        ("\\\\elders.test", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/elders.test", "/"),
        ("/berichten\r\nSet-Cookie: a=b", "/"),
        ("/afmelden", "/"),
        ("", "/"),
    ],
)
def test_na_het_aanmelden_blijft_men_op_deze_site(sqlite_regio: Regio, klok: Klok, terug: str, pad: str) -> None:
    b = browser(sqlite_regio.werkplek, klok)
    geheim = ingesteld(sqlite_regio.werkplek, klok, b)
    klok.verder(seconds=30)
    b.post("/aanmelden", data={"naam": "an", "wachtwoord": NIEUW})
    antwoord = b.post("/aanmelden/code", data={"code": pyotp.TOTP(geheim).at(klok.nu), "terug": terug})
    assert antwoord.headers["location"] == pad


def test_elke_stap_geeft_een_ander_token_en_het_vorige_opent_niets(sqlite_regio: Regio, klok: Klok) -> None:
    b = browser(sqlite_regio.werkplek, klok)
    b.cookies.set("sessie", "door-een-ander-gekozen")
    wachtwoord = nieuw_account(sqlite_regio.werkplek)
    tokens = ["door-een-ander-gekozen"]
    b.post("/aanmelden", data={"naam": "an", "wachtwoord": wachtwoord})
    tokens.append(koek_van(b))
    b.post("/aanmelden/wachtwoord", data={"nieuw": NIEUW, "nogmaals": NIEUW})
    tokens.append(koek_van(b))
    geheim = b.get("/aanmelden/instellen").text.partition("<code>")[2].partition("</code>")[0].replace(" ", "")
    b.post("/aanmelden/instellen", data={"code": pyotp.TOTP(geheim).at(klok.nu)})
    tokens.append(koek_van(b))
    assert len(set(tokens)) == 4
    for token in tokens[:3]:
        ander = browser(sqlite_regio.werkplek, klok)
        ander.cookies.set("sessie", token)
        assert ander.get("/").status_code == 303


def koek_van(b: TestClient) -> str:
    return [koek.value for koek in b.cookies.jar if koek.name == "sessie"][-1] or ""


def test_de_koek_over_https_is_alleen_voor_deze_host(sqlite_regio: Regio, klok: Klok) -> None:
    wachtwoord = nieuw_account(sqlite_regio.werkplek)
    for adres, naam, veilig in (
        ("https://portaal.test", "__Host-sessie", True),
        ("http://portaal.test", "sessie", False),
    ):
        antwoord = browser(sqlite_regio.werkplek, klok, adres).post(
            "/aanmelden", data={"naam": "an", "wachtwoord": wachtwoord}
        )
        koek, *kenmerken = antwoord.headers["set-cookie"].split("; ")
        assert koek.startswith(f"{naam}=")
        assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(kenmerken)
        assert ("Secure" in kenmerken) is veilig
        assert not any(kenmerk.startswith("Domain") for kenmerk in kenmerken)


def test_van_een_token_staat_alleen_de_hash_in_de_database(regio: Regio, klok: Klok) -> None:
    b = browser(regio.werkplek, klok)
    ingesteld(regio.werkplek, klok, b)
    with regio.werkplek.engine.connect() as conn:
        (sessie,) = conn.execute(select(tabellen.sessie)).all()
        (account,) = conn.execute(select(tabellen.account)).all()
    assert sessie.token_hash == geheimen.hash_token(b.cookies["sessie"])
    assert account.wachtwoord_hash.startswith("$argon2id$")


@pytest.mark.parametrize(("minuten", "open_"), [(29.9, True), (30, False)])
def test_een_sessie_zonder_gebruik_eindigt(sqlite_regio: Regio, klok: Klok, minuten: float, open_: bool) -> None:
    b = browser(sqlite_regio.werkplek, klok)
    ingesteld(sqlite_regio.werkplek, klok, b)
    klok.verder(minutes=minuten)
    assert (b.get("/").status_code == 200) is open_


def test_ook_een_sessie_in_gebruik_eindigt_na_tien_uur(sqlite_regio: Regio, klok: Klok) -> None:
    b = browser(sqlite_regio.werkplek, klok)
    ingesteld(sqlite_regio.werkplek, klok, b)
    for _ in range(23):
        klok.verder(minutes=25)
        assert b.get("/").status_code == 200
    klok.verder(minutes=24.9)
    assert b.get("/").status_code == 200
    klok.verder(minutes=0.1)
    assert b.get("/").status_code == 303


@pytest.mark.parametrize(
    ("nieuw", "nogmaals", "melding"),
    [
        ("kortom", "kortom", "te kort"),
        (NIEUW, NIEUW + "!", "niet gelijk"),
        ("welkom123456", "welkom123456", "te makkelijk"),
    ],
)
def test_een_zwak_wachtwoord_wordt_uitgelegd(
    sqlite_regio: Regio, klok: Klok, nieuw: str, nogmaals: str, melding: str
) -> None:
    b = browser(sqlite_regio.werkplek, klok)
    b.post("/aanmelden", data={"naam": "an", "wachtwoord": nieuw_account(sqlite_regio.werkplek)})
    antwoord = b.post("/aanmelden/wachtwoord", data={"nieuw": nieuw, "nogmaals": nogmaals})
    assert antwoord.status_code == 422
    assert melding in antwoord.text
    assert nieuw not in antwoord.text
