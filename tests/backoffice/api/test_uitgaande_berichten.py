"""The feed of messages that go out."""

from __future__ import annotations

from backoffice.toegang.rechten import Rol
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.web.portaal import bezoeker
from tests.flows.regio import AANBIEDER, Regio


def test_een_aanbieder_haalt_op_wat_klaarligt_en_meldt_dat(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    client = systeem(regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    (bericht,) = client.get("/uitgaande-berichten?wachtend=true").json()["resultaten"]
    assert (bericht["soort"], bericht["ontvanger"], bericht["verzondenOp"]) == ("JW325", AANBIEDER, None)
    adres = f"/uitgaande-berichten/{bericht['id']}"
    gemeld = client.post(f"{adres}/ontvangen").json()
    assert gemeld["verzondenOp"] == "2026-04-10T09:00:00Z"
    assert client.get("/uitgaande-berichten?wachtend=true").json()["resultaten"] == []
    assert client.get(adres).json() == gemeld
    assert client.post(f"{adres}/ontvangen").json() == gemeld


def test_de_stroom_gaat_verder_na_het_laatste_nummer(sqlite_regio: Regio) -> None:
    for _ in range(3):
        sqlite_regio.declareer()
    client = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    eerste = client.get("/uitgaande-berichten?aantal=2").json()
    assert [een["id"] for een in eerste["resultaten"]] == [1, 2]
    assert eerste["_links"]["next"] == {"href": "/api/v1/uitgaande-berichten?aantal=2&na=2"}
    tweede = client.get("/uitgaande-berichten?na=2").json()
    assert [een["id"] for een in tweede["resultaten"]] == [3]
    assert tweede["_links"]["next"] is None


def test_alleen_de_ontvanger_meldt_de_ontvangst(sqlite_regio: Regio) -> None:
    sqlite_regio.declareer()
    afzender = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_GEMEENTE))
    keur_probleem(afzender.post("/uitgaande-berichten/1/ontvangen"), 409)
    ander = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER, van_een_ander=True))
    keur_probleem(ander.post("/uitgaande-berichten/1/ontvangen"), 404)
    keur_probleem(ander.get("/uitgaande-berichten/1"), 404)
    assert afzender.get("/uitgaande-berichten/1").json()["verzondenOp"] is None
