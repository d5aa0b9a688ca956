"""Verzoeken on the screen: how each stands and ended, and the way to everything around it."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backoffice.services.inzage.verzoeken import Verzoekvraag, lijst
from backoffice.storage.tabellen import audit
from backoffice.toegang.rechten import Rol
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows.keten import vot
from tests.flows.regio import BSN, NU, Regio
from tests.flows.werk import EERDER, enig

ROLLEN = (Rol.TOEGANG, Rol.CONTRACTMANAGER, Rol.AUDITOR, Rol.DECLARATIEMEDEWERKER)


def browser(regio: Regio, rol: Rol = Rol.TOEGANG, **anders: Any) -> TestClient:
    """The browser of somebody with this role."""
    return klant(regio.werkplek, bezoeker(rol, **anders))


@pytest.fixture
def met_verzoek(regio: Regio) -> Regio:
    """One verzoek that waits."""
    regio.wijs_toe(EERDER)
    regio.stuur(vot())
    return regio


def test_zonder_verzoeken(sqlite_regio: Regio) -> None:
    assert "Er zijn nog geen verzoeken." in browser(sqlite_regio).get("/verzoeken").text
    assert "U deed nog geen verzoek." in browser(sqlite_regio, Rol.DECLARATIEMEDEWERKER).get("/verzoeken").text
    assert "Geen verzoek past bij wat u zoekt." in browser(sqlite_regio).get("/verzoeken?stand=open").text


@pytest.mark.parametrize("rol", ROLLEN)
def test_de_lijst_zegt_hoe_het_ermee_staat(met_verzoek: Regio, rol: Rol) -> None:
    portaal = browser(met_verzoek, rol)
    with geteld(met_verzoek.engine) as opdrachten:
        tekst = portaal.get("/verzoeken").text
    assert len([een for een in opdrachten if not een.startswith(("PRAGMA", "BEGIN"))]) <= 15
    assert 'href="/verzoeken/1"' in tekst
    assert "JW315 A0001" in tekst
    assert "(nog " in tekst
    # What is proposed is for the gemeente and the region.
    assert ("voorstel: toewijzen" in tekst) is (rol is not Rol.DECLARATIEMEDEWERKER)
    assert BSN not in tekst
    assert ("verzoeken ingezien",) in met_verzoek.rijen(select(audit.c.handeling))


@pytest.mark.parametrize(
    ("vraag", "open_", "besloten"),
    [
        ("", True, True),
        ("stand=open", True, False),
        ("stand=besloten", False, True),
        ("soort=JW315", True, True),
        ("soort=JW317", False, False),
        ("bericht=3", False, False),
    ],
)
def test_open_en_besloten(met_verzoek: Regio, vraag: str, open_: bool, besloten: bool) -> None:
    browser(met_verzoek).post(f"/werk/{enig(met_verzoek).id}/besluiten/wijs-toe", data={"gezien": "0"})
    met_verzoek.stuur(vot("A0002"))
    tekst = browser(met_verzoek).get(f"/verzoeken?{vraag}").text
    if "bericht" in vraag:
        assert "Dit staat in" in tekst
    else:
        assert ('href="/verzoeken/1"' in tekst, 'href="/verzoeken/2"' in tekst) == (besloten, open_)


def test_een_onbekende_stand_wordt_niet_geraden(sqlite_regio: Regio) -> None:
    assert browser(sqlite_regio).get("/verzoeken?stand=misschien").status_code == 400


def test_van_verzoek_naar_alles_eromheen_en_terug(met_verzoek: Regio) -> None:
    werk_id, portaal = enig(met_verzoek).id, browser(met_verzoek)
    tekst = portaal.get("/verzoeken/1").text
    assert "Op dit verzoek is nog niet geantwoord." in tekst
    assert f'href="/werk/{werk_id}"' in tekst
    bericht = tekst.split('href="/berichten/')[1].split('"')[0]
    assert f'href="/verzoeken?bericht={bericht}"' in portaal.get(f"/berichten/{bericht}").text
    assert 'href="/verzoeken/1"' in portaal.get(f"/verzoeken?bericht={bericht}").text
    assert 'href="/verzoeken/1"' in portaal.get(f"/werk/{werk_id}").text
    portaal.post(f"/werk/{werk_id}/besluiten/wijs-toe", data={"gezien": "0"})
    with geteld(met_verzoek.engine) as opdrachten:
        tekst = portaal.get("/verzoeken/1").text
    assert len([een for een in opdrachten if not een.startswith(("PRAGMA", "BEGIN"))]) <= 15
    assert "toegewezen" in tekst
    assert "beantwoord" in tekst
    assert 'href="/toewijzingen/2"' in tekst
    assert 'href="/verzoeken/1"' in portaal.get("/toewijzingen/2").text
    assert 'href="/verzoeken/1"' not in portaal.get("/toewijzingen/1").text


def test_een_aanbieder_ziet_het_besluit_en_niet_wat_eraan_voorafging(met_verzoek: Regio) -> None:
    werk_id, portaal = enig(met_verzoek).id, browser(met_verzoek)
    aanbieder = browser(met_verzoek, Rol.DECLARATIEMEDEWERKER)
    uitstel = {"gezien": "0", "tot": "2026-04-14", "gronden": "wacht op overleg"}
    assert portaal.post(f"/werk/{werk_id}/besluiten/houd-aan", data=uitstel).status_code == 303
    assert "aangehouden" in portaal.get("/verzoeken/1").text
    assert "aangehouden" not in aanbieder.get("/verzoeken/1").text
    afwijzing = {"gezien": "1", "code": "4", "gronden": "kan voorliggend"}
    assert portaal.post(f"/werk/{werk_id}/besluiten/wijs-af", data=afwijzing).status_code == 303
    tekst = aanbieder.get("/verzoeken/1").text
    assert "afgewezen met code 4" in tekst
    assert f"/werk/{werk_id}" not in tekst
    assert "download het antwoord" in tekst


@pytest.mark.parametrize("rol", [Rol.TOEGANG, Rol.DECLARATIEMEDEWERKER])
def test_een_ander_ziet_er_niets_van(met_verzoek: Regio, rol: Rol) -> None:
    ander = browser(met_verzoek, rol, van_een_ander=True)
    assert "/verzoeken/1" not in ander.get("/verzoeken").text
    assert ander.get("/verzoeken/1").status_code == 404
    assert browser(met_verzoek, rol).get("/verzoeken/2").status_code == 404


def test_verder_bladeren_slaat_niets_over(met_verzoek: Regio) -> None:
    browser(met_verzoek).post(f"/werk/{enig(met_verzoek).id}/besluiten/wijs-toe", data={"gezien": "0"})
    met_verzoek.stuur(vot("A0002"))
    wie = bezoeker(Rol.TOEGANG)
    eerste = lijst(met_verzoek.werkplek, wie, NU, Verzoekvraag(), per_pagina=1)
    tweede = lijst(met_verzoek.werkplek, wie, NU, Verzoekvraag(), na=eerste.volgende, per_pagina=1)
    assert [rij.referentie_aanbieder for rij in (*eerste.rijen, *tweede.rijen)] == ["A0002", "A0001"]
    assert tweede.volgende is None
