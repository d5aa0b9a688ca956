"""The page of one boeking: its lines, where it came from, and what followed."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from backoffice.ledger.boeken import Boekingsoort, boek_taakgericht
from backoffice.services.inzage.boekingen import UITLEG
from backoffice.storage.boekingen import bewaar_boekingen
from backoffice.storage.tabellen import audit
from backoffice.toegang.rechten import Rol
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.ui.test_betalingen import betaal
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows.regio import AANBIEDER, GEMEENTE, Regio, credit, prestatie

ROLLEN = (Rol.DECLARATIEMEDEWERKER, Rol.CONTROLLER, Rol.FINANCIEEL, Rol.AUDITOR)


@pytest.fixture
def betaald(regio: Regio) -> Regio:
    """A prestatie that was granted (boeking 1) and paid (boeking 2)."""
    regio.wijs_toe()
    regio.declareer(prestatie(referentie_nummer="A"))
    betaal(regio)
    return regio


def test_elke_soort_heeft_een_uitleg() -> None:
    assert UITLEG.keys() == set(Boekingsoort)


@pytest.mark.parametrize("rol", ROLLEN)
def test_een_toekenning_wijst_naar_prestatie_bericht_en_betaling(betaald: Regio, rol: Rol) -> None:
    browser = klant(betaald.werkplek, bezoeker(rol))
    with geteld(betaald.engine) as opdrachten:
        tekst = browser.get("/boekingen/1").text
    assert len([een for een in opdrachten if not een.startswith(("PRAGMA", "BEGIN"))]) <= 15
    for wat in (
        "Een prestatie is toegekend",
        "vordering gemeente",
        "schuld aanbieder",
        "Enschede (0153)",
        "€ 117,60",
        "€ -117,60",
        'href="/prestaties/1"',
        'href="/berichten/2"',
        'href="/betalingen/IJW000000000001"',
        'href="/boekingen/2"',
        'href="/afrekening/2026-04"',
    ):
        assert wat in tekst, wat
    assert ("boeking ingezien",) in betaald.rijen(select(audit.c.handeling))


def test_er_is_een_weg_terug_van_prestatie_betaling_en_maand(betaald: Regio) -> None:
    browser = klant(betaald.werkplek, bezoeker(Rol.CONTROLLER))
    for pad in ("/prestaties/1", "/betalingen/IJW000000000001", "/afrekening/2026-04"):
        assert 'href="/boekingen/1"' in browser.get(pad).text, pad
    aanbieder = klant(betaald.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER))
    assert 'href="/betalingen/IJW000000000001"' in aanbieder.get("/afrekening/2026-05").text
    # Who may not see money is not led to it.
    assert "/boekingen/" not in klant(betaald.werkplek, bezoeker(Rol.ADMINISTRATIE)).get("/prestaties/1").text


def test_een_betaling_vertelt_wat_onderweg_is(betaald: Regio) -> None:
    tekst = klant(betaald.werkplek, bezoeker(Rol.FINANCIEEL)).get("/boekingen/2").text
    assert "betaling onderweg" in tekst
    assert 'href="/betalingen/IJW000000000001"' in tekst


def test_terugboeken_wijst_heen_en_terug(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(referentie_nummer="A"))
    browser = klant(sqlite_regio.werkplek, bezoeker(Rol.CONTROLLER))
    assert "Hierna is nog niets gebeurd." in browser.get("/boekingen/1").text
    sqlite_regio.declareer(credit("A", "B"))
    eerste, tweede = (browser.get(f"/boekingen/{nummer}").text for nummer in (1, 2))
    assert "Deze boeking is later teruggedraaid of gewijzigd:" in eerste
    assert 'href="/boekingen/2"' in eerste
    assert "Dit draait terug:" in tweede
    assert 'href="/boekingen/1"' in tweede


def test_taakgericht_werk_heeft_geen_prestatie(sqlite_regio: Regio) -> None:
    dag = date(2026, 4, 1)
    geboekt = boek_taakgericht(Boekingsoort.VOORSCHOT, GEMEENTE, AANBIEDER, 50_000, dag, dag)
    with sqlite_regio.engine.begin() as conn:
        bewaar_boekingen(conn, None, dag, [geboekt], termijn=30)
    tekst = klant(sqlite_regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER)).get("/boekingen/1").text
    assert "er staat geen prestatie of betaling achter" in tekst
    assert "€ 500,00" in tekst


@pytest.mark.parametrize("rol", [Rol.DECLARATIEMEDEWERKER, Rol.CONTROLLER])
def test_een_boeking_van_een_ander_is_er_niet(betaald: Regio, rol: Rol) -> None:
    ander = bezoeker(rol, van_een_ander=True)
    for nummer in (1, 2, 3):
        assert klant(betaald.werkplek, ander).get(f"/boekingen/{nummer}").status_code == 404
        keur_probleem(systeem(betaald, ander).get(f"/boekingen/{nummer}"), 404)
    assert klant(betaald.werkplek, bezoeker(rol)).get("/boekingen/1").status_code == 200


def test_de_api_geeft_hetzelfde(betaald: Regio) -> None:
    boeking = systeem(betaald, bezoeker(Rol.CONTROLLER)).get("/boekingen/1").json()
    assert sum(regel["bedrag"] for regel in boeking["regels"]) == 0
    assert (boeking["soort"], boeking["aanbieder"]) == ("toekenning", AANBIEDER)
    assert (boeking["prestatieId"], boeking["betaaldMet"]) == (1, "IJW000000000001")
    assert boeking["samenhang"] == [2]
