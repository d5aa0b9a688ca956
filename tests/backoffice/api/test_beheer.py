"""Accounts, systems and the audit log: for who manages and for who checks, and for nobody else."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from sqlalchemy import select

from backoffice.api.beschrijving import PAD
from backoffice.storage.tabellen import herhaling
from backoffice.toegang.rechten import Rol
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.web.portaal import bezoeker
from tests.flows.regio import AANBIEDER, BSN, GEMEENTE, Regio

ACCOUNT = {"naam": "m.devries", "rol": "controller", "organisatie": GEMEENTE}
SYSTEEM = {"clientId": "ecd-1", "rol": "systeem_aanbieder", "organisatie": AANBIEDER}


def test_een_account_wordt_gemaakt_geblokkeerd_en_vrijgegeven(regio: Regio) -> None:
    beheer = systeem(regio, bezoeker(Rol.BEHEER))
    gemaakt = beheer.post("/accounts", json=ACCOUNT)
    assert (gemaakt.status_code, gemaakt.json()["naam"]) == (201, "m.devries")
    (account,) = beheer.get("/accounts").json()["resultaten"]
    adres = f"/accounts/{account['id']}"
    assert (account["rol"], account["geblokkeerdOp"]) == ("controller", None)
    assert beheer.post(f"{adres}/blokkeren").json()["geblokkeerdOp"] is not None
    assert beheer.post(f"{adres}/deblokkeren").json() == account
    nieuw = beheer.post(f"{adres}/wachtwoord").json()
    assert nieuw["wachtwoord"] != gemaakt.json()["wachtwoord"]
    assert beheer.post(f"{adres}/codes-wissen").json() == beheer.get(adres).json()
    assert nieuw["wachtwoord"] not in beheer.get("/accounts").text


@pytest.mark.parametrize(
    ("fout", "status"),
    [
        ({"rol": "systeem_aanbieder", "organisatie": AANBIEDER}, 422),
        ({"organisatie": AANBIEDER}, 422),
        ({"naam": "-"}, 422),
        ({"rol": "baas"}, 400),
        ({"organisatie": "Enschede"}, 400),
    ],
)
def test_een_onjuist_account_wordt_niet_gemaakt(sqlite_regio: Regio, fout: dict[str, str], status: int) -> None:
    beheer = systeem(sqlite_regio, bezoeker(Rol.BEHEER))
    keur_probleem(beheer.post("/accounts", json=ACCOUNT | fout), status)
    assert beheer.get("/accounts").json()["resultaten"] == []
    keur_probleem(beheer.get("/accounts/1"), 404)
    keur_probleem(beheer.post("/accounts/1/blokkeren"), 404)


def test_elke_naam_is_er_een_keer(sqlite_regio: Regio) -> None:
    beheer = systeem(sqlite_regio, bezoeker(Rol.BEHEER))
    for adres, nieuw in (("/accounts", ACCOUNT), ("/systemen", SYSTEEM)):
        assert beheer.post(adres, json=nieuw).status_code == 201
        keur_probleem(beheer.post(adres, json=nieuw), 409)


@pytest.mark.parametrize(
    ("adres", "inhoud", "veld"),
    [
        ("/accounts", ACCOUNT, "wachtwoord"),
        ("/systemen", SYSTEEM, "geheim"),
        ("/accounts/1/wachtwoord", None, "wachtwoord"),
    ],
)
def test_een_geheim_wordt_een_keer_getoond_en_niet_bewaard(
    sqlite_regio: Regio, adres: str, inhoud: dict[str, str] | None, veld: str
) -> None:
    beheer = systeem(sqlite_regio, bezoeker(Rol.BEHEER))
    if inhoud is None:
        beheer.post("/accounts", json=ACCOUNT)
    sleutel = {"Idempotency-Key": "een"}
    eerst, nog_eens = (beheer.post(adres, json=inhoud, headers=sleutel) for _ in range(2))
    assert len(eerst.json()[veld]) >= 12
    assert nog_eens.status_code == eerst.status_code
    assert nog_eens.headers["idempotency-replayed"] == "true"
    assert nog_eens.json()[veld] is None
    assert "één keer getoond" in nog_eens.json()["melding"]
    ((bewaard,),) = sqlite_regio.rijen(select(herhaling.c.antwoord))
    antwoord = json.loads(sqlite_regio.kluis.ontsleutel(bewaard, "herhaling.antwoord"))
    assert eerst.json()[veld].encode() not in base64.b64decode(antwoord["inhoud"])


def test_een_systeem_krijgt_een_geheim_en_komt_na_een_blokkade_niet_meer_binnen(regio: Regio) -> None:
    beheer = systeem(regio, bezoeker(Rol.BEHEER))
    geheim = beheer.post("/systemen", json=SYSTEEM).json()["geheim"]
    aanmelden = {"auth": ("ecd-1", geheim), "data": {"grant_type": "client_credentials"}}
    assert beheer.post("/token", **aanmelden).status_code == 200
    (rij,) = beheer.get("/systemen").json()["resultaten"]
    assert (rij["clientId"], rij["rol"], rij["organisatie"]) == ("ecd-1", "systeem_aanbieder", AANBIEDER)
    assert "geheim" not in str(rij)
    assert beheer.post("/systemen/ecd-1/blokkeren").status_code == 204
    assert beheer.post("/token", **aanmelden).status_code == 401
    assert beheer.post("/systemen/ecd-1/deblokkeren").status_code == 204
    assert beheer.post("/token", **aanmelden).status_code == 200
    keur_probleem(beheer.post("/systemen/onbekend/blokkeren"), 404)
    for fout in ({"rol": "controller"}, {"vingerafdruk": "abc"}, {"certificaatnummer": "87654321"}):
        keur_probleem(beheer.post("/systemen", json=SYSTEEM | {"clientId": "ecd-2"} | fout), 422)


@pytest.mark.parametrize("rol", [Rol.AUDITOR, Rol.FINANCIEEL, Rol.SYSTEEM_AANBIEDER])
def test_accounts_zijn_van_wie_beheert(sqlite_regio: Regio, rol: Rol) -> None:
    client = systeem(sqlite_regio, bezoeker(rol))
    for adres in ("/accounts", "/systemen"):
        keur_probleem(client.get(adres), 403)
        keur_probleem(client.post(adres, json={}), 403)


def namen(client: Any, vraag: dict[str, Any]) -> list[str]:
    return [rij["handeling"] for rij in client.post("/auditlog/zoeken", json=vraag).json()["resultaten"]]


def test_het_auditlog_zegt_wie_iets_zag_en_dat_er_is_gezocht(regio: Regio) -> None:
    regio.wijs_toe()
    systeem(regio, bezoeker(Rol.TOEGANG)).get("/toewijzingen/1")
    auditor = systeem(regio, bezoeker(Rol.AUDITOR))
    antwoord = auditor.post("/auditlog/zoeken", json={"bsn": BSN})
    gevonden = antwoord.json()["resultaten"]
    assert gevonden[0]["handeling"] == "toewijzing ingezien"
    assert (gevonden[0]["wie"], gevonden[0]["gemeente"]) == (bezoeker(Rol.TOEGANG).naam, GEMEENTE)
    assert BSN not in antwoord.text
    assert namen(auditor, {"toewijzing": 1001}) == ["auditlog ingezien", *(rij["handeling"] for rij in gevonden)]
    periode = {"vanaf": "2026-04-10", "totEnMet": "2026-04-10"}
    assert len(namen(auditor, periode)) == len(gevonden) + 2
    assert namen(auditor, {"vanaf": "2026-04-11"}) == []


def test_het_auditlog_gaat_per_pagina(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    for _ in range(4):
        systeem(sqlite_regio, bezoeker(Rol.TOEGANG)).get("/toewijzingen/1")
    auditor = systeem(sqlite_regio, bezoeker(Rol.AUDITOR))
    adres = f"{PAD}/auditlog/zoeken?aantal=2"
    gezien: list[int] = []
    for _ in range(2):
        antwoord = auditor.post(adres.removeprefix(PAD), json={"vanaf": "2026-04-10"})
        gezien += [rij["id"] for rij in antwoord.json()["resultaten"]]
        adres = antwoord.json()["_links"]["next"]["href"]
        assert antwoord.headers["link"] == f'<{adres}>; rel="next"'
    assert len(gezien) == 4
    assert gezien == sorted(set(gezien), reverse=True)


def test_een_vraag_zonder_onderwerp_of_door_een_ander_krijgt_geen_antwoord(sqlite_regio: Regio) -> None:
    auditor = systeem(sqlite_regio, bezoeker(Rol.AUDITOR))
    for fout, status in (({}, 422), ({"bsn": "999999999"}, 422), ({"bsn": "1"}, 400)):
        keur_probleem(auditor.post("/auditlog/zoeken", json=fout), status)
    keur_probleem(systeem(sqlite_regio, bezoeker(Rol.BEHEER)).post("/auditlog/zoeken", json={"bsn": BSN}), 403)
