"""Messages that came in, for who may see them."""

from __future__ import annotations

import pytest

from backoffice.toegang.rechten import Rol
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.web.portaal import bezoeker
from tests.flows.regio import AANBIEDER, BSN, GEMEENTE, Regio, als_bytes, jw323_van, prestatie


def test_zonder_berichten_is_de_lijst_leeg(sqlite_regio: Regio) -> None:
    antwoord = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER)).get("/berichten")
    assert antwoord.json() == {"resultaten": [], "_links": {"self": {"href": "/api/v1/berichten"}, "next": None}}


@pytest.mark.parametrize(
    ("rol", "van_een_ander", "ziet"),
    [
        (Rol.SYSTEEM_AANBIEDER, False, True),
        (Rol.SYSTEEM_AANBIEDER, True, False),
        (Rol.SYSTEEM_GEMEENTE, False, True),
        (Rol.SYSTEEM_GEMEENTE, True, False),
        (Rol.AUDITOR, False, True),
    ],
)
def test_ieder_ziet_alleen_het_eigene(regio: Regio, rol: Rol, van_een_ander: bool, ziet: bool) -> None:
    regio.wijs_toe()
    client = systeem(regio, bezoeker(rol, van_een_ander=van_een_ander))
    resultaten = client.get("/berichten").json()["resultaten"]
    een = client.get("/berichten/1")
    if not ziet:
        assert resultaten == []
        keur_probleem(een, 404)
        return
    (eerste,) = resultaten
    assert een.json() == eerste | {"bevindingen": [], "signalen": [], "declaratie": None}
    assert eerste | {"identificatie": None, "antwoordId": None} == {
        "id": 1,
        "soort": "JW301",
        "afzender": GEMEENTE,
        "ontvanger": AANBIEDER,
        "identificatie": None,
        "ontvangenOp": "2026-04-10T09:00:00Z",
        "oordeel": "goed",
        "niveau": None,
        "conflictVan": None,
        "antwoordSoort": "JW302",
        "antwoordId": None,
    }


def test_de_volgende_pagina_staat_in_de_lijst(sqlite_regio: Regio) -> None:
    for _ in range(3):
        sqlite_regio.declareer()
    client = systeem(sqlite_regio, bezoeker(Rol.AUDITOR))
    gezien, adres = [], "/api/v1/berichten?aantal=2&soort=JW323"
    while adres:
        pagina = client.get(f"http://portaal.test{adres}").json()
        gezien += [een["id"] for een in pagina["resultaten"]]
        adres = (pagina["_links"]["next"] or {}).get("href")
    assert gezien == [3, 2, 1]


@pytest.mark.parametrize(
    ("vraag", "plaats"),
    [
        ("aantal=0", "vraag/aantal"),
        ("aantal=201", "vraag/aantal"),
        ("na=-1", "vraag/na"),
        ("na=9223372036854775808", "vraag/na"),
        ("soort=x", "vraag/soort"),
    ],
)
def test_wat_niet_klopt_staat_er_met_de_plaats(sqlite_regio: Regio, vraag: str, plaats: str) -> None:
    antwoord = systeem(sqlite_regio, bezoeker(Rol.AUDITOR)).get(f"/berichten?{vraag}")
    (fout,) = keur_probleem(antwoord, 400)["fouten"]
    assert fout["plaats"] == plaats
    assert fout["melding"].startswith("verwacht: ")


def test_een_declaratie_met_haar_redenen_en_haar_inhoud(regio: Regio) -> None:
    regio.wijs_toe()
    declaratie = jw323_van(prestatie(), prestatie(referentie_nummer="R2", toewijzing_nummer=999))
    regio.stuur(declaratie)
    client = systeem(regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    gevonden = client.get("/berichten/2").json()
    assert (gevonden["oordeel"], gevonden["declaratie"]["regels"], gevonden["declaratie"]["afgewezen"]) == (
        "deels",
        2,
        1,
    )
    assert gevonden["declaratie"]["toegekend"] == 11_760
    (afgewezen,) = client.get("/berichten/2/prestaties").json()["resultaten"]
    assert (afgewezen["referentie"], afgewezen["toegekend"]) == ("R2", False)
    assert afgewezen["redenen"][0]["actie"]
    assert len(client.get("/berichten/2/prestaties?alle=true").json()["resultaten"]) == 2
    los = client.get(f"/prestaties/{afgewezen['id']}").json()
    assert (los["redenen"], los["bedrag"]) == (afgewezen["redenen"], 11_760)
    assert client.get("/prestaties/te-herstellen").json()["resultaten"][0]["id"] == afgewezen["id"]
    xml = client.get("/berichten/2/inhoud")
    assert (xml.headers["content-type"], xml.content) == ("application/xml", als_bytes(declaratie))
    antwoord = client.get(f"/uitgaande-berichten/{gevonden['antwoordId']}/inhoud")
    assert b"<jw325:Bericht" in antwoord.content
    assert BSN not in client.get("/berichten/2/prestaties?alle=true").text


def test_een_afgewezen_prestatie_wordt_hersteld(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(prestatie(toewijzing_nummer=999))
    client = systeem(regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    adres = "/prestaties/1/herstel"
    voorstel = client.get(adres).json()["voorstel"] | {"toewijzingNummer": 1001}
    nieuw = {"kenmerk": "herstel-1", "correctie": voorstel}
    proef = client.post(adres, json=nieuw | {"proef": True})
    assert (proef.status_code, proef.json()["toegekend"], proef.json()["berichtId"]) == (200, 11_760, None)
    hersteld = client.post(adres, json=nieuw)
    assert (hersteld.status_code, hersteld.json()["toegekend"]) == (201, 11_760)
    nog_eens = client.post(adres, json=nieuw)
    assert (nog_eens.status_code, nog_eens.headers["location"]) == (200, hersteld.headers["location"])
    ander = systeem(regio, bezoeker(Rol.SYSTEEM_AANBIEDER, van_een_ander=True))
    keur_probleem(ander.get(adres), 404)
    keur_probleem(ander.post(adres, json=nieuw), 404)


def test_wat_van_een_ander_is_bestaat_niet(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer()
    ander = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER, van_een_ander=True))
    for adres in (
        "/berichten/2/prestaties",
        "/berichten/2/inhoud",
        "/uitgaande-berichten/2/inhoud",
        "/prestaties/1",
    ):
        keur_probleem(ander.get(adres), 404)
    for adres in ("/prestaties/te-herstellen", "/toewijzingen", "/uitgaande-berichten"):
        assert ander.get(adres).json()["resultaten"] == []
