"""The pages there are, as people see them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from backoffice.toegang.rechten import Rol
from tests.browser.conftest import Bezoek
from tests.browser.keuring import focusvolgorde, ga_met_tab_naar, keur_pagina
from tests.flows.regio import Regio


def test_start(bezoek: Bezoek, portaal: str) -> None:
    blad = bezoek(portaal, Rol.DECLARATIEMEDEWERKER)
    expect(blad).to_have_title("Start - Backoffice Jeugd")
    keur_pagina(blad, "start")


def test_berichten(bezoek: Bezoek, portaal: str, sqlite_regio: Regio) -> None:
    blad = bezoek(f"{portaal}/berichten", Rol.DECLARATIEMEDEWERKER)
    keur_pagina(blad, "berichten-leeg")
    sqlite_regio.wijs_toe()
    blad.reload()
    keur_pagina(blad, "berichten")
    blad.get_by_role("table").get_by_role("link").first.click()
    keur_pagina(blad, "bericht")


def test_aanmelden(bezoek: Bezoek, portaal: str) -> None:
    blad = bezoek(f"{portaal}/berichten")
    expect(blad.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    keur_pagina(blad, "aanmelden")
    blad.get_by_label("Naam van uw account").fill("iemand")
    blad.get_by_label("Wachtwoord").fill("niet het goede wachtwoord")
    blad.get_by_role("button", name="Aanmelden").click()
    expect(blad.get_by_role("alert")).to_contain_text("Niet aangemeld")
    keur_pagina(blad, "aanmelden-geweigerd")


def test_accounts(bezoek: Bezoek, portaal: str) -> None:
    keur_pagina(bezoek(f"{portaal}/beheer/accounts", Rol.BEHEER), "accounts-leeg")


def test_wat_er_niet_is(bezoek: Bezoek, portaal: str) -> None:
    keur_pagina(bezoek(f"{portaal}/berichten/1", Rol.AUDITOR), "niet-gevonden")


def test_alles_is_met_het_toetsenbord_te_doen(bezoek: Bezoek, portaal: str, sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    blad = bezoek(portaal, Rol.DECLARATIEMEDEWERKER)
    assert focusvolgorde(blad)[:5] == ["Naar de inhoud", "Backoffice Jeugd", "Afmelden", "Start", "Post"]
    ga_met_tab_naar(blad, "Post")
    blad.keyboard.press("Enter")
    ga_met_tab_naar(blad, "Berichten")
    blad.keyboard.press("Enter")
    blad.wait_for_url("**/berichten")
    ga_met_tab_naar(blad, "Naar de inhoud")
    blad.keyboard.press("Enter")
    assert blad.evaluate("document.activeElement.id") == "inhoud"
    blad.set_viewport_size({"width": 320, "height": 800})
    ga_met_tab_naar(blad, "Ontvangen berichten, het nieuwste eerst")


def test_toegankelijkheid(bezoek: Bezoek, portaal: str) -> None:
    blad = bezoek(f"{portaal}/toegankelijkheid")
    expect(blad.get_by_role("button", name="Afmelden")).to_have_count(0)
    keur_pagina(blad, "toegankelijkheid")


@pytest.mark.parametrize("scripts", [True, False])
def test_het_menu_op_een_smal_scherm(bezoek: Bezoek, portaal: str, scripts: bool) -> None:
    blad = bezoek(portaal, Rol.DECLARATIEMEDEWERKER, scripts=scripts, breedte=320)
    link = blad.get_by_role("link", name="Berichten", exact=True)
    expect(link).to_be_hidden()
    blad.get_by_text("Menu", exact=True).click()
    blad.get_by_text("Post", exact=True).click()
    link.click()
    expect(blad.get_by_role("heading", level=1)).to_have_text("Berichten")


def test_het_menu_van_wie_alles_ziet(bezoek: Bezoek, portaal: str) -> None:
    blad = bezoek(portaal, Rol.AUDITOR)
    balk = blad.get_by_role("navigation", name="Hoofdmenu").locator(".hoofdmenu__lijst > li")
    boven = {vak["y"] for vak in (plek.bounding_box() for plek in balk.all()) if vak}
    assert len(boven) == 1, "het menu staat op meer dan een regel"
    geld, hulp = (blad.get_by_text(kop, exact=True) for kop in ("Geld", "Hulp"))
    geld.click()
    keur_pagina(blad, "menu-open")
    blad.set_viewport_size({"width": 1280, "height": 800})
    hulp.click()
    expect(blad.get_by_role("link", name="Kosten", exact=True)).to_be_hidden()
    hulp.press("Escape")
    expect(blad.get_by_role("link", name="Verzoeken", exact=True)).to_be_hidden()
    assert blad.evaluate("document.activeElement.textContent") == "Hulp"
    hulp.click()
    blad.get_by_role("link", name="Verzoeken", exact=True).click()
    expect(hulp).to_have_attribute("aria-current", "true")


def test_op_papier_staat_geen_menu(bezoek: Bezoek, portaal: str) -> None:
    blad = bezoek(portaal, Rol.DECLARATIEMEDEWERKER)
    menu = blad.get_by_role("navigation", name="Hoofdmenu")
    expect(menu).to_be_visible()
    blad.emulate_media(media="print")
    expect(menu).to_be_hidden()
