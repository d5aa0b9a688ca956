"""The page of one prestatie, and the list of those that wait to be sent again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from backoffice.storage.tabellen import audit
from backoffice.toegang.rechten import Rol
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows.regio import Regio, credit, prestatie


def fout(referentie: str = "R-FOUT") -> dict[str, object]:
    """How a prestatie deviates that is rejected for its tarief."""
    return {"referentie_nummer": referentie, "product_tarief": 99, "bedrag": 11_880}


def test_een_afgewezen_prestatie_vertelt_waarom_en_wat_te_doen(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(prestatie(**fout()))
    tekst = klant(regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER)).get("/prestaties/1").text
    assert "Prestatie R-FOUT" in tekst
    assert "0611. Het tarief is niet het tarief uit het contract." in tekst
    assert "Kijk in het contract welk tarief geldt" in tekst
    assert 'href="/berichten/2"' in tekst
    assert 'href="/prestaties/1/herstel"' in tekst
    assert "OBJ-12345678, versie 1" in tekst
    assert "Er is niets geboekt" in tekst


def test_een_toegekende_prestatie_vertelt_wat_is_geboekt(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    tekst = klant(regio.werkplek, bezoeker(Rol.CONTROLLER)).get("/prestaties/1").text
    assert "Boeking 1, toekenning" in tekst
    assert "schuld aanbieder" in tekst
    assert "€ -117,60" in tekst
    assert "/herstel" not in tekst


def test_credit_en_vervanging_verwijzen_naar_elkaar(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(referentie_nummer="A"))
    sqlite_regio.declareer(credit("A", "B"), prestatie(referentie_nummer="C"))
    browser = klant(sqlite_regio.werkplek, bezoeker(Rol.AUDITOR))
    eerste, tweede, derde = (browser.get(f"/prestaties/{nummer}").text for nummer in (1, 2, 3))
    assert "crediteert A" in eerste
    assert 'href="/prestaties/3"' in eerste
    assert "Creditprestatie B" in tweede
    assert "gecrediteerd door deze prestatie" in tweede
    assert 'href="/prestaties/1"' in derde


@pytest.mark.parametrize("rol", [Rol.DECLARATIEMEDEWERKER, Rol.ADMINISTRATIE])
@pytest.mark.parametrize("van_een_ander", [False, True])
def test_wat_van_een_ander_is_bestaat_niet(sqlite_regio: Regio, rol: Rol, van_een_ander: bool) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(**fout()))
    browser = klant(sqlite_regio.werkplek, bezoeker(rol, van_een_ander=van_een_ander))
    assert browser.get("/prestaties/1").status_code == (404 if van_een_ander else 200)


@pytest.mark.parametrize("van_een_ander", [False, True])
def test_ieder_ziet_alleen_eigen_afgewezen_prestaties(sqlite_regio: Regio, van_een_ander: bool) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(**fout()))
    browser = klant(sqlite_regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER, van_een_ander=van_een_ander))
    assert ("R-FOUT" in browser.get("/prestaties/te-herstellen").text) is not van_een_ander


def test_wie_kijkt_wordt_vastgelegd(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer()
    klant(sqlite_regio.werkplek, bezoeker(Rol.AUDITOR)).get("/prestaties/1")
    laatste = sqlite_regio.rijen(select(audit.c.wie, audit.c.handeling, audit.c.client_id).order_by(audit.c.id))[
        -1
    ]
    assert laatste == ("auditor bij regio", "prestatie ingezien", 1)


def test_een_pagina_vraagt_hoogstens_vijftien_keer(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(prestatie(referentie_nummer="A"))
    regio.declareer(credit("A", "B"), prestatie(referentie_nummer="C"))
    browser = klant(regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER))
    for pad in ("/prestaties/2", "/prestaties/te-herstellen", "/berichten/2", "/berichten", "/berichten/uitgaand"):
        with geteld(regio.engine) as opdrachten:
            assert browser.get(pad).status_code == 200
        assert len([een for een in opdrachten if not een.startswith(("PRAGMA", "BEGIN"))]) <= 15, pad


def test_wat_is_hersteld_wacht_niet_meer(regio: Regio) -> None:
    regio.wijs_toe()
    browser = klant(regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER))
    assert "Er wacht niets op herstel." in browser.get("/prestaties/te-herstellen").text
    regio.declareer(prestatie(**fout("R1")))
    assert "R1" in browser.get("/prestaties/te-herstellen").text
    regio.declareer(prestatie(**fout("R2")))
    tekst = browser.get("/prestaties/te-herstellen").text
    assert "R1" in tekst
    assert "R2" in tekst
    regio.declareer(prestatie(referentie_nummer="R3"))
    assert "Er wacht niets op herstel." in browser.get("/prestaties/te-herstellen").text
