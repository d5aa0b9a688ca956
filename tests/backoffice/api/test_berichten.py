"""Messages that came in, for who may see them."""

from __future__ import annotations

import pytest

from backoffice.toegang.rechten import Rol
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.web.portaal import bezoeker
from tests.flows.regio import AANBIEDER, GEMEENTE, Regio


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
    assert resultaten == [een.json()]
    assert een.json() | {"identificatie": None, "antwoordId": None} == {
        "id": 1,
        "soort": "JW301",
        "afzender": GEMEENTE,
        "ontvanger": AANBIEDER,
        "identificatie": None,
        "ontvangenOp": "2026-04-10T09:00:00Z",
        "oordeel": "goed",
        "niveau": None,
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
