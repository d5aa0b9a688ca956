"""Systems: a secret buys a token, a certificate counts only from the proxy, each speaks for one organisation."""

from __future__ import annotations

import base64
import os
from datetime import timedelta
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from adapters.sepa import Sepa
from backoffice import geheimen
from backoffice.services import systeemtoegang
from backoffice.services.accounts import Accountfout
from backoffice.services.werkplek import Werkplek
from backoffice.storage import tabellen
from backoffice.toegang.rechten import Rol
from backoffice.versleuteling import Kluis
from backoffice.web.poort import Portaal
from backoffice.web.systemen import Certificaatkop, herken_systeem
from backoffice.web.tokenuitgifte import router
from tests.backoffice.web.aanmelding import Klok
from tests.flows.regio import AANBIEDER, NU

PROXY = "192.0.2.10"
OIN = "00000003123456780000"


@pytest.fixture
def klok() -> Klok:
    return Klok()


@pytest.fixture
def werkplek(engine: Engine, kluis: Kluis) -> Werkplek:
    return Werkplek(engine, kluis)


def klant(werkplek: Werkplek, klok: Klok, adres: str = "192.0.2.99") -> TestClient:
    """A system that calls from this address; /wie tells as whom it is recognised."""
    app = FastAPI()
    app.state.portaal = Portaal(werkplek, klok, herken_systeem, Sepa(), {})
    app.include_router(router)

    @app.get("/wie")
    def wie(request: Request) -> str | None:
        bezoeker = herken_systeem(request)
        return None if bezoeker is None else f"{bezoeker.naam} {bezoeker.rol} {bezoeker.organisatie}"

    return TestClient(Certificaatkop(app, "X-Client-Cert", [PROXY]), client=(adres, 1234))


def maak(werkplek: Werkplek, **anders: str) -> str:
    return systeemtoegang.maak_systeem(
        werkplek,
        "ecd",
        Rol.SYSTEEM_AANBIEDER,
        AANBIEDER,
        **anders,
        nu=NU,
        wie="beheer",
        willekeur=os.urandom,
    )


def certificaat(nummer: str | None = OIN, *, tot: timedelta = timedelta(days=1)) -> bytes:
    """A certificate as PEM."""
    sleutel = ec.generate_private_key(ec.SECP256R1())
    delen = [x509.NameAttribute(x509.NameOID.COMMON_NAME, "ecd.test")]
    if nummer is not None:
        delen.append(x509.NameAttribute(x509.NameOID.SERIAL_NUMBER, nummer))
    naam = x509.Name(delen)
    return (
        x509.CertificateBuilder()
        .subject_name(naam)
        .issuer_name(naam)
        .public_key(sleutel.public_key())
        .serial_number(7)
        .not_valid_before(NU - timedelta(days=1))
        .not_valid_after(NU + tot)
        .sign(sleutel, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )


WIE = f"systeem ecd systeem_aanbieder {AANBIEDER}"


def test_een_geheim_koopt_een_token_voor_een_half_uur(werkplek: Werkplek, klok: Klok) -> None:
    geheim, k = maak(werkplek), klant(werkplek, klok)
    formulier = {"grant_type": "client_credentials", "client_id": "ecd", "client_secret": geheim}
    in_formulier = k.post("/token", data=formulier)
    in_kop = k.post("/token", data={"grant_type": "client_credentials"}, auth=("ecd", geheim))
    for antwoord in (in_formulier, in_kop):
        assert (antwoord.status_code, antwoord.headers["cache-control"]) == (200, "no-store")
        inhoud = antwoord.json()
        assert (inhoud["token_type"], inhoud["expires_in"]) == ("Bearer", 1800)
    kop = {"Authorization": f"Bearer {in_formulier.json()['access_token']}"}
    klok.verder(minutes=29.9)
    assert k.get("/wie", headers=kop).json() == WIE
    klok.verder(minutes=0.1)
    assert k.get("/wie", headers=kop).json() is None


def test_van_geheim_en_token_staat_alleen_de_hash_in_de_database(werkplek: Werkplek) -> None:
    geheim = maak(werkplek)
    uitgegeven = systeemtoegang.geef_token(werkplek, "ecd", geheim, nu=NU, willekeur=os.urandom)
    assert uitgegeven is not None
    with werkplek.engine.connect() as conn:
        assert conn.execute(select(tabellen.systeemclient.c.geheim_hash)).scalar_one() == geheimen.hash_token(
            geheim
        )
        bewaard = conn.execute(select(tabellen.apitoken.c.token_hash)).scalar_one()
    assert bewaard == geheimen.hash_token(uitgegeven.token)


@pytest.mark.parametrize(
    ("formulier", "status", "fout"),
    [
        ({"grant_type": "client_credentials", "client_id": "ecd", "client_secret": "mis"}, 401, "invalid_client"),
        ({"grant_type": "client_credentials", "client_id": "niemand", "client_secret": ""}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({}, 400, "unsupported_grant_type"),
    ],
)
def test_zonder_het_geheim_geen_token(
    werkplek: Werkplek, klok: Klok, formulier: dict[str, str], status: int, fout: str
) -> None:
    maak(werkplek)
    antwoord = klant(werkplek, klok).post("/token", data=formulier)
    assert (antwoord.status_code, antwoord.json()["error"]) == (status, fout)


def test_wie_geblokkeerd_is_heeft_niets_aan_een_token(werkplek: Werkplek) -> None:
    geheim = maak(werkplek)
    uitgegeven = systeemtoegang.geef_token(werkplek, "ecd", geheim, nu=NU, willekeur=os.urandom)
    assert uitgegeven is not None
    systeemtoegang.blokkeer(werkplek, "ecd", nu=NU, wie="beheer")
    assert systeemtoegang.herken_token(werkplek, uitgegeven.token, NU) is None
    assert systeemtoegang.geef_token(werkplek, "ecd", geheim, nu=NU, willekeur=os.urandom) is None
    systeemtoegang.deblokkeer(werkplek, "ecd", nu=NU, wie="beheer")
    assert systeemtoegang.herken_token(werkplek, uitgegeven.token, NU) is None
    assert systeemtoegang.geef_token(werkplek, "ecd", geheim, nu=NU, willekeur=os.urandom) is not None


def test_een_certificaat_telt_alleen_van_de_proxy(werkplek: Werkplek, klok: Klok) -> None:
    maak(werkplek, certificaatnummer=OIN)
    kop = {"X-Client-Cert": quote(certificaat())}
    assert klant(werkplek, klok, PROXY).get("/wie", headers=kop).json() == WIE
    assert klant(werkplek, klok).get("/wie", headers=kop).json() is None
    assert klant(werkplek, klok).get("/wie", headers=kop | {"X-Forwarded-For": PROXY}).json() is None
    dubbel = [("X-Client-Cert", kop["X-Client-Cert"])] * 2
    assert klant(werkplek, klok, PROXY).get("/wie", headers=dubbel).json() is None


def test_een_certificaat_in_elke_vorm_waarin_een_proxy_het_doorgeeft(werkplek: Werkplek, klok: Klok) -> None:
    maak(werkplek, certificaatnummer=OIN)
    pem = certificaat().decode()
    der = base64.b64encode(x509.load_pem_x509_certificate(pem.encode()).public_bytes(serialization.Encoding.DER))
    k = klant(werkplek, klok, PROXY)
    for vorm in (quote(pem), pem.replace("\n", " "), f":{der.decode()}:", der.decode()):
        assert k.get("/wie", headers={"X-Client-Cert": vorm}).json() == WIE
    for vorm in ("", "onzin", quote(pem[:200]), ":AAAA:"):
        assert k.get("/wie", headers={"X-Client-Cert": vorm}).json() is None


def test_een_vingerafdruk_legt_precies_een_certificaat_vast(werkplek: Werkplek, klok: Klok) -> None:
    pem = certificaat()
    afdruk = x509.load_pem_x509_certificate(pem).fingerprint(hashes.SHA256()).hex(":").upper()
    maak(werkplek, vingerafdruk=afdruk, certificaatnummer=OIN)
    k = klant(werkplek, klok, PROXY)
    assert k.get("/wie", headers={"X-Client-Cert": quote(pem)}).json() == WIE
    assert k.get("/wie", headers={"X-Client-Cert": quote(certificaat())}).json() is None


@pytest.mark.parametrize(
    ("pem", "herkend"),
    [
        (certificaat(tot=timedelta(seconds=0)), True),
        (certificaat(tot=timedelta(seconds=-1)), False),
        (certificaat("00000003999999990000"), False),
        (certificaat(None), False),
    ],
    ids=["laatste moment", "verlopen", "ander nummer", "zonder nummer"],
)
def test_alleen_een_geldig_certificaat_van_het_systeem(
    werkplek: Werkplek, klok: Klok, pem: bytes, herkend: bool
) -> None:
    maak(werkplek, certificaatnummer=OIN)
    gevonden = klant(werkplek, klok, PROXY).get("/wie", headers={"X-Client-Cert": quote(pem)}).json()
    assert (gevonden == WIE) is herkend


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"certificaatnummer": "87654321"}, "AGB-code van deze organisatie"),
        ({"certificaatnummer": "123"}, "OIN van twintig cijfers"),
        ({"vingerafdruk": "abc"}, "64 tekens"),
    ],
)
def test_een_certificaat_van_een_ander_wordt_niet_gekoppeld(
    werkplek: Werkplek, anders: dict[str, str], melding: str
) -> None:
    with pytest.raises(Accountfout, match=melding):
        maak(werkplek, **anders)
    maak(werkplek, certificaatnummer=AANBIEDER)
    with pytest.raises(Accountfout, match="al een systeem"):
        maak(werkplek)
