"""OpenID Connect against a provider in the test itself: the right answer gets in, any other does not."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import RSAKey

from adapters.oidc import Oidc
from backoffice.services import accounts
from backoffice.toegang.rechten import Rol
from tests.backoffice.web.aanmelding import Klok, browser
from tests.backoffice.web.conftest import sqlite_regio
from tests.flows.regio import GEMEENTE, NU, Regio

__all__ = ["sqlite_regio"]

UITGEVER = "https://aanmelden.gemeente.test"
SLEUTEL = RSAKey.generate_key(2048, {"kid": "s1"})
ANDERE = RSAKey.generate_key(2048, {"kid": "s1"})


@dataclass
class Aanbieder:
    """A provider: hands out one code at a time, and checks what comes with it."""

    claims: dict[str, Any] = field(default_factory=dict)
    sleutel: RSAKey = field(default_factory=lambda: SLEUTEL)
    ondertekend: bool = True
    uitgever: str = UITGEVER
    gevraagd: dict[str, str] = field(default_factory=dict)
    weg: bool = False

    def log_in(self, adres: str) -> str:
        """What the browser does there: gives the address with which it comes back."""
        assert adres.startswith(f"{UITGEVER}/log-in?")
        self.gevraagd = {naam: waarden[0] for naam, waarden in parse_qs(urlsplit(adres).query).items()}
        assert (self.gevraagd["response_type"], self.gevraagd["code_challenge_method"]) == ("code", "S256")
        return f"{self.gevraagd['redirect_uri']}?code=eenmalig&state={self.gevraagd['state']}"

    def __call__(self, verzoek: httpx.Request) -> httpx.Response:
        if self.weg:
            raise httpx.ConnectError("weg", request=verzoek)
        match verzoek.url.path:
            case "/.well-known/openid-configuration":
                return httpx.Response(
                    200,
                    json={
                        "issuer": self.uitgever,
                        "authorization_endpoint": f"{UITGEVER}/log-in",
                        "token_endpoint": f"{UITGEVER}/token",
                        "jwks_uri": f"{UITGEVER}/sleutels",
                    },
                )
            case "/sleutels":
                return httpx.Response(200, json={"keys": [SLEUTEL.as_dict(private=False)]})
            case "/token":
                return self._token(parse_qs(verzoek.content.decode()), verzoek.headers["authorization"])
        return httpx.Response(404)

    def _token(self, formulier: dict[str, list[str]], kop: str) -> httpx.Response:
        uitdaging = hashlib.sha256(formulier["code_verifier"][0].encode()).digest()
        goed = (
            formulier["code"] == ["eenmalig"]
            and base64.urlsafe_b64encode(uitdaging).decode().rstrip("=") == self.gevraagd["code_challenge"]
            and formulier["redirect_uri"] == [self.gevraagd["redirect_uri"]]
            and base64.b64decode(kop.removeprefix("Basic ")) == b"portaal:geheim"
        )
        if not goed:
            return httpx.Response(400, json={"error": "invalid_grant"})
        nu = int(NU.timestamp())
        claims = {
            "iss": UITGEVER,
            "sub": "7f3",
            "aud": "portaal",
            "iat": nu,
            "exp": nu + 300,
            "nonce": self.gevraagd["nonce"],
            "preferred_username": "Bo@gemeente.test",
            "rol": ["medewerker", "controller"],
            "organisatie": GEMEENTE,
        } | self.claims
        return httpx.Response(
            200,
            json={
                "access_token": "x",
                "token_type": "Bearer",
                "id_token": self._bewijs(claims),
            },
        )

    def _bewijs(self, claims: dict[str, Any]) -> str:
        if self.ondertekend:
            return jwt.encode({"alg": "RS256", "kid": "s1"}, claims, self.sleutel)
        delen = (base64.urlsafe_b64encode(json.dumps(deel).encode()) for deel in ({"alg": "none"}, claims))
        return ".".join(deel.decode().rstrip("=") for deel in delen) + "."


@pytest.fixture
def dienst() -> Aanbieder:
    return Aanbieder()


@pytest.fixture
def klok() -> Klok:
    return Klok()


@pytest.fixture
def b(sqlite_regio: Regio, klok: Klok, dienst: Aanbieder) -> TestClient:
    return browser(sqlite_regio.werkplek, klok, "https://portaal.test", dienst_van(dienst))


def ga(b: TestClient, dienst: Aanbieder, terug: str = "/") -> httpx.Response:
    """Leave, sign in there and come back."""
    return b.get(dienst.log_in(b.get("/aanmelden/extern", params={"terug": terug}).headers["location"]))


def test_wie_daar_bekend_is_komt_hier_binnen(b: TestClient, dienst: Aanbieder) -> None:
    assert "/aanmelden/extern?terug=" in b.get("/aanmelden").text
    antwoord = ga(b, dienst, "/berichten")
    assert (antwoord.status_code, antwoord.headers["location"]) == (303, "/berichten")
    assert "controller (gemeente)" in b.get("/account").text
    assert "bo@gemeente.test" in b.get("/account").text
    # The second time it is the same account, and what the organisation says now counts.
    dienst.claims = {"rol": "administratie", "preferred_username": "anders"}
    ga(b, dienst)
    pagina = b.get("/account").text
    assert "administratie (gemeente)" in pagina
    assert "bo@gemeente.test" in pagina


def test_men_komt_alleen_op_een_eigen_pagina_terug(b: TestClient, dienst: Aanbieder) -> None:
    assert ga(b, dienst, "//elders.test").headers["location"] == "/"


@pytest.mark.parametrize(
    ("claims", "melding"),
    [
        ({"rol": "bakker"}, "geen rol"),
        ({"rol": ["controller", "toegang"]}, "meer dan één rol"),
        ({"rol": []}, "geen rol"),
        ({"rol": "systeem_gemeente"}, "geen rol"),
        ({"organisatie": "regio"}, "gemeentecode van vier cijfers"),
        ({"preferred_username": "Bo de Wit"}, "2-64 tekens"),
    ],
)
def test_wie_hier_niets_is_hoort_waarom(
    b: TestClient, dienst: Aanbieder, claims: dict[str, Any], melding: str
) -> None:
    dienst.claims = claims
    antwoord = ga(b, dienst)
    assert antwoord.status_code == 422
    assert melding in antwoord.text
    assert b.get("/").status_code == 303


NU_S = int(NU.timestamp())


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elders.test"},
        {"aud": "een-ander-portaal"},
        {"aud": ["portaal", "een-ander"], "azp": "een-ander"},
        {"nonce": "van-een-eerdere-keer"},
        {"nonce": None},
        {"exp": NU_S - 61},
        {"iat": NU_S + 61},
        {"sub": None},
    ],
    ids=str,
)
def test_een_bewijs_dat_niet_klopt_opent_niets(b: TestClient, dienst: Aanbieder, claims: dict[str, Any]) -> None:
    dienst.claims = claims
    antwoord = ga(b, dienst)
    assert antwoord.status_code == 422
    assert "klopt niet" in antwoord.text
    assert b.get("/").status_code == 303


def test_een_bewijs_van_een_ander_telt_niet(b: TestClient, dienst: Aanbieder) -> None:
    dienst.sleutel = ANDERE
    assert "klopt niet" in ga(b, dienst).text


def test_een_bewijs_zonder_handtekening_telt_niet(b: TestClient, dienst: Aanbieder) -> None:
    dienst.ondertekend = False
    assert "klopt niet" in ga(b, dienst).text


def test_een_antwoord_op_een_andere_vraag_opent_niets(b: TestClient, dienst: Aanbieder) -> None:
    adres = dienst.log_in(b.get("/aanmelden/extern").headers["location"])
    assert "klopt niet" in b.get(adres.replace("state=", "state=x")).text
    assert "klopt niet" in b.get(f"{adres}&iss=https://elders.test").text
    assert "klopt niet" in b.get(adres.replace("code=eenmalig", "error=access_denied")).text


def test_wie_niet_vertrok_komt_niet_terug(
    sqlite_regio: Regio, klok: Klok, b: TestClient, dienst: Aanbieder
) -> None:
    adres = dienst.log_in(b.get("/aanmelden/extern").headers["location"])
    ander = browser(sqlite_regio.werkplek, klok, "https://portaal.test", dienst_van(dienst))
    assert ander.get(adres).headers["location"].startswith("/aanmelden")
    klok.verder(minutes=10)
    assert b.get(adres).headers["location"].startswith("/aanmelden")


def dienst_van(aanbieder: Aanbieder) -> Oidc:
    return Oidc(UITGEVER, "portaal", "geheim", transport=httpx.MockTransport(aanbieder))


@pytest.mark.parametrize("wat", ["weg", "andere uitgever"])
def test_een_dienst_die_er_niet_is_wordt_gemeld(b: TestClient, dienst: Aanbieder, wat: str) -> None:
    if wat == "weg":
        dienst.weg = True
    else:
        dienst.uitgever = "https://elders.test"
    antwoord = b.get("/aanmelden/extern")
    assert antwoord.status_code == 422
    assert "aanmelddienst van uw organisatie" in antwoord.text


def test_wie_geblokkeerd_is_komt_ook_zo_niet_binnen(
    sqlite_regio: Regio, klok: Klok, b: TestClient, dienst: Aanbieder
) -> None:
    ga(b, dienst)
    accounts.blokkeer(sqlite_regio.werkplek, "bo@gemeente.test", nu=NU, wie="beheer")
    assert b.get("/").status_code == 303
    assert "geblokkeerd" in ga(b, dienst).text


def test_een_naam_die_hier_al_van_een_ander_is_wordt_niet_overgenomen(
    sqlite_regio: Regio, b: TestClient, dienst: Aanbieder
) -> None:
    accounts.maak_account(
        sqlite_regio.werkplek,
        "bo@gemeente.test",
        Rol.CONTROLLER,
        GEMEENTE,
        nu=NU,
        wie="beheer",
        willekeur=os.urandom,
    )
    assert "al een ander account" in ga(b, dienst).text
    assert b.get("/").status_code == 303
