"""Accounts and systems on the screen of who manages them."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from backoffice.services import accounts, systeemtoegang
from backoffice.toegang.rechten import Rol
from tests.backoffice.web.aanmelding import Klok, browser
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows.regio import AANBIEDER, NU, Regio

VELDEN = {"naam": "bo", "rol": "controller", "organisatie": "0153"}


def geheim_op(pagina: str) -> str:
    """What a page shows once."""
    (geheim,) = re.findall("<code>(.*?)</code>", pagina)
    return str(geheim)


@pytest.fixture
def beheer(regio: Regio) -> TestClient:
    return klant(regio.werkplek, bezoeker(Rol.BEHEER))


def test_een_account_maken_toont_een_keer_een_wachtwoord(regio: Regio, beheer: TestClient) -> None:
    assert "nog geen accounts" in beheer.get("/beheer/accounts").text
    wachtwoord = geheim_op(beheer.post("/beheer/accounts/nieuw", data=VELDEN).text)
    b = browser(regio.werkplek, Klok())
    antwoord = b.post("/aanmelden", data={"naam": "bo", "wachtwoord": wachtwoord})
    assert antwoord.headers["location"].startswith("/aanmelden/wachtwoord")
    lijst = beheer.get("/beheer/accounts").text
    assert "controller (gemeente)" in lijst
    assert wachtwoord not in lijst
    # Sent twice it is one account.
    nogmaals = beheer.post("/beheer/accounts/nieuw", data=VELDEN)
    assert nogmaals.status_code == 422
    assert "al een account bo" in nogmaals.text
    assert len(accounts.lijst(regio.werkplek)) == 1


@pytest.mark.parametrize(
    ("anders", "status", "melding"),
    [
        ({"organisatie": "12345678"}, 422, "gemeentecode van vier cijfers"),
        ({"organisatie": ""}, 422, "gemeentecode van vier cijfers"),
        ({"naam": "Bo de Wit"}, 422, "2-64 tekens"),
        ({"rol": "systeem_gemeente"}, 422, "voor systemen"),
        ({"rol": "keizer"}, 400, "kijk het na"),
    ],
)
def test_een_account_dat_niet_kan_wordt_uitgelegd(
    regio: Regio, beheer: TestClient, anders: dict[str, str], status: int, melding: str
) -> None:
    antwoord = beheer.post("/beheer/accounts/nieuw", data=VELDEN | anders)
    assert antwoord.status_code == status
    assert melding in antwoord.text
    assert accounts.lijst(regio.werkplek) == []


def test_blokkeren_vrijgeven_en_een_nieuw_wachtwoord(regio: Regio, beheer: TestClient) -> None:
    eerste = geheim_op(beheer.post("/beheer/accounts/nieuw", data=VELDEN).text)
    (account,) = accounts.lijst(regio.werkplek)
    pad = f"/beheer/accounts/{account.id}"
    assert "0153" in beheer.get(pad).text
    assert beheer.post(f"{pad}/blokkeer").headers["location"] == pad
    assert "geblokkeerd sinds" in beheer.get(pad).text
    b = browser(regio.werkplek, Klok())
    assert b.post("/aanmelden", data={"naam": "bo", "wachtwoord": eerste}).status_code == 422
    beheer.post(f"{pad}/deblokkeer")
    tweede = geheim_op(beheer.post(f"{pad}/wachtwoord").text)
    assert b.post("/aanmelden", data={"naam": "bo", "wachtwoord": eerste}).status_code == 422
    assert b.post("/aanmelden", data={"naam": "bo", "wachtwoord": tweede}).status_code == 303
    assert beheer.post(f"{pad}/codes").status_code == 303


@pytest.mark.parametrize("wat", ["", "/blokkeer", "/deblokkeer", "/wachtwoord", "/codes"])
def test_een_account_dat_er_niet_is(beheer: TestClient, wat: str) -> None:
    assert beheer.request("POST" if wat else "GET", f"/beheer/accounts/404{wat}").status_code == 404


def test_een_systeem_toelaten_en_blokkeren(regio: Regio, beheer: TestClient) -> None:
    velden = {"naam": "ecd", "rol": "systeem_aanbieder", "organisatie": AANBIEDER, "certificaatnummer": AANBIEDER}
    geheim = geheim_op(beheer.post("/beheer/systemen/nieuw", data=velden).text)
    uitgegeven = systeemtoegang.geef_token(regio.werkplek, "ecd", geheim, nu=NU, willekeur=bytes)
    assert uitgegeven is not None
    assert beheer.post("/beheer/systemen/nieuw", data=velden).status_code == 422
    assert beheer.post("/beheer/systemen/ecd/blokkeer").status_code == 303
    assert "Weer toelaten" in beheer.get("/beheer/accounts").text
    assert systeemtoegang.herken_token(regio.werkplek, uitgegeven.token, NU) is None
    assert beheer.post("/beheer/systemen/ander/blokkeer").status_code == 404


def test_de_lijst_kost_weinig_vragen(regio: Regio, beheer: TestClient) -> None:
    for nummer in range(5):
        beheer.post("/beheer/accounts/nieuw", data=VELDEN | {"naam": f"bo{nummer}"})
    with geteld(regio.engine) as vragen:
        beheer.get("/beheer/accounts")
    assert len(vragen) <= 15
