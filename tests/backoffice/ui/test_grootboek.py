"""The books on the screen, and the statement of a month for each who may see it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from backoffice.services import afrekening
from backoffice.services.sluit_maand import sluit_maand
from backoffice.toegang.rechten import Rol
from tests.backoffice.ui.betaald import LATER, te_betalen
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows.regio import AANBIEDER, FEBRUARI, GEMEENTE, Regio, prestatie

_BERICHTEN = f"/grootboek/aansluiting/berichten?gemeente={GEMEENTE}&aanbieder={AANBIEDER}"


def sluit(regio: Regio) -> None:
    """Close April, in which everything was booked, and settle it."""
    nu = datetime(2026, 5, 6, 5, tzinfo=UTC)
    sluit_maand(regio.werkplek, date(2026, 4, 1), nu, "planner")
    afrekening.leg_vast(regio.werkplek, date(2026, 4, 1), nu, "planner")


def test_balans_maanden_en_aansluiting(regio: Regio) -> None:
    financieel = klant(regio.werkplek, bezoeker(Rol.FINANCIEEL), LATER)
    leeg = financieel.get("/grootboek").text
    assert "niets geboekt" in leeg
    assert "nog geen maand gesloten" in leeg
    te_betalen(regio)
    sluit(regio)
    tekst = financieel.get("/grootboek").text
    assert "vordering gemeente" in tekst
    assert "€ 117,60" in tekst
    assert "Afrekening van 04-2026" in tekst
    assert "vast" in tekst
    assert "niets geboekt" in financieel.get("/grootboek?van=2025-01&tot_en_met=2025-12").text
    assert "Alles sluit aan" in financieel.get("/grootboek/aansluiting").text
    assert financieel.get("/grootboek?van=mei").status_code == 422
    for pad in ("/grootboek", "/grootboek/aansluiting", _BERICHTEN, "/afrekening/2026-04"):
        with geteld(regio.engine) as opdrachten:
            assert financieel.get(pad).status_code == 200
        assert len([een for een in opdrachten if not een.startswith(("PRAGMA", "BEGIN"))]) <= 15, pad


@pytest.mark.parametrize("rol", [Rol.FINANCIEEL, Rol.CONTROLLER, Rol.DECLARATIEMEDEWERKER])
def test_ieder_ziet_haar_eigen_afrekening(sqlite_regio: Regio, rol: Rol) -> None:
    te_betalen(sqlite_regio)
    eigen = klant(sqlite_regio.werkplek, bezoeker(rol), LATER)
    assert "voorlopig" in eigen.get("/afrekening/2026-04").text
    sluit(sqlite_regio)
    tekst = eigen.get("/afrekening/2026-04").text
    assert "Deze afrekening verandert niet meer." in tekst
    assert "€ 117,60" in tekst
    csv = eigen.get("/afrekening/2026-04?vorm=csv")
    assert "117,60" in csv.content.decode("utf-8-sig")
    assert csv.headers["content-disposition"] == 'attachment; filename="afrekening-2026-04.csv"'
    if rol is not Rol.FINANCIEEL:
        ander = klant(sqlite_regio.werkplek, bezoeker(rol, van_een_ander=True), LATER)
        assert "€ 117,60" not in ander.get("/afrekening/2026-04").text
    assert eigen.get("/afrekening/april").status_code == 422


def test_een_andere_gemeente_ziet_onze_saldi_niet(sqlite_regio: Regio) -> None:
    te_betalen(sqlite_regio)
    for van_een_ander in (False, True):
        wie = bezoeker(Rol.CONTROLLER, van_een_ander=van_een_ander)
        browser = klant(sqlite_regio.werkplek, wie, LATER)
        assert ("€ 117,60" in browser.get("/grootboek").text) is not van_een_ander
        assert ("€ 117,60" in browser.get("/grootboek/aansluiting").text) is not van_een_ander


def test_van_een_gemeente_naar_de_berichten_van_een_aanbieder(sqlite_regio: Regio) -> None:
    te_betalen(sqlite_regio)
    eigen, ander = (
        klant(sqlite_regio.werkplek, bezoeker(Rol.CONTROLLER, van_een_ander=anders), LATER)
        for anders in (False, True)
    )
    pad = "/grootboek/aansluiting"
    for verder in (f"{pad}?gemeente={GEMEENTE}", _BERICHTEN):
        tekst = eigen.get(pad).text
        assert "€ 117,60" in tekst
        assert f'href="{verder.replace("&", "&amp;")}"' in tekst
        assert ander.get(verder).status_code == 404
        pad = verder
    assert "€ 117,60" in eigen.get(pad).text
    leeg = eigen.get(f"/grootboek/aansluiting/berichten?gemeente={GEMEENTE}&aanbieder=99999999").text
    assert "geen declaraties van deze aanbieder" in leeg


def test_de_eerste_regels_van_een_maand_en_hoeveel_er_nog_zijn(
    sqlite_regio: Regio, monkeypatch: pytest.MonkeyPatch
) -> None:
    te_betalen(sqlite_regio)
    februari = {"begindatum": FEBRUARI[0], "einddatum": FEBRUARI[1]}
    sqlite_regio.declareer(prestatie(referentie_nummer="R2", **februari))
    monkeypatch.setattr("backoffice.ui.grootboek._GETOOND", 1)
    for rol in (Rol.CONTROLLER, Rol.DECLARATIEMEDEWERKER):
        browser = klant(sqlite_regio.werkplek, bezoeker(rol), LATER)
        tekst = browser.get("/afrekening/2026-04").text
        assert "En nog 1 regels." in tekst
        assert "€ 235,20" in tekst
        assert browser.get("/afrekening/2026-04?vorm=csv").text.count(";117,60") == 2
