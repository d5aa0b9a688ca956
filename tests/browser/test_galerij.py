"""Every part of a page in every state, in each theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backoffice.toegang.rechten import Rol
from tests.browser.conftest import Bezoek
from tests.browser.keuring import focusvolgorde, keur_pagina


@pytest.fixture
def blad(bezoek: Bezoek, galerij: tuple[str, str]) -> Page:
    return bezoek(galerij[1], Rol.DECLARATIEMEDEWERKER)


def test_elk_onderdeel_is_voor_iedereen_te_gebruiken(galerij: tuple[str, str], blad: Page) -> None:
    keur_pagina(blad, f"galerij-{galerij[0]}")
    blad.get_by_text("Toon de cijfers").click()
    keur_pagina(blad, f"galerij-{galerij[0]}-open")


def test_de_focus_begint_bij_de_fouten_en_loopt_in_leesvolgorde(blad: Page) -> None:
    assert blad.evaluate("document.activeElement.getAttribute('role')") == "alert"
    namen = focusvolgorde(blad)
    assert namen[:2] == ["Naar de inhoud", "Backoffice Jeugd"]
    assert namen.index("Afmelden") < namen.index("Start") < namen.index("Vul een bedrag in, bijvoorbeeld 12,50")


def test_wat_nog_leeg_is_ziet_er_niet_fout_uit(blad: Page) -> None:
    def rand(label: str) -> str:
        return str(blad.get_by_label(label).evaluate("(vak) => getComputedStyle(vak).border"))

    assert rand("Toelichting") == rand("Opmerking (niet verplicht)")
    assert rand("Reden") != rand("Opmerking (niet verplicht)")
    blad.get_by_label("Toelichting").press_sequentially("x")
    blad.get_by_label("Toelichting").press("Backspace")
    blad.get_by_label("Reden").focus()
    assert rand("Toelichting") == rand("Reden")


def test_gekozen_bestanden_staan_er_met_naam_en_grootte(blad: Page, tmp_path: Path) -> None:
    for naam, grootte in (("februari.xml", 2_000), ("maart.xml", 1_500_000)):
        (tmp_path / naam).write_bytes(b" " * grootte)
    blad.get_by_label("Bestanden met declaraties").set_input_files(
        [tmp_path / "februari.xml", tmp_path / "maart.xml"]
    )
    lijst = blad.get_by_role("list", name="Gekozen bestanden")
    expect(lijst.get_by_role("listitem")).to_have_text(["februari.xml (2 kB)", "maart.xml (1,5 MB)"])


def test_een_bestand_kan_erheen_gesleept_worden(blad: Page) -> None:
    gesleept = blad.evaluate_handle("""() => {
      const lading = new DataTransfer();
      lading.items.add(new File(['<x/>'], 'gesleept.xml', {type: 'text/xml'}));
      return lading;
    }""")
    vak = blad.locator("[data-bestandveld]")
    vak.dispatch_event("dragover", {"dataTransfer": gesleept})
    expect(vak).to_have_class("bestandveld bestandveld--boven")
    vak.dispatch_event("drop", {"dataTransfer": gesleept})
    expect(vak).to_have_class("bestandveld")
    assert blad.evaluate("document.getElementById('bestand').files[0].name") == "gesleept.xml"
    expect(blad.get_by_text("gesleept.xml (1 kB)")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_bestanden_versturen_met_en_zonder_scripts(
    bezoek: Bezoek, galerij: tuple[str, str], tmp_path: Path, scripts: bool
) -> None:
    blad = bezoek(galerij[1], Rol.DECLARATIEMEDEWERKER, scripts=scripts)
    blad.evaluate("document.querySelectorAll('[required]').forEach((veld) => { veld.required = false; })")
    (tmp_path / "maart.xml").write_bytes(b" " * 2_000_000)
    blad.get_by_label("Bestanden met declaraties").set_input_files(tmp_path / "maart.xml")
    lijn = blad.context.new_cdp_session(blad)
    traag = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 1_000_000}
    lijn.send("Network.emulateNetworkConditions", traag)
    blad.get_by_role("button", name="Versturen").click(no_wait_after=True)
    if scripts:
        expect(blad.locator("#status")).to_contain_text("% van 2,0 MB")
    blad.wait_for_url("**/berichten?soort=JW1")
    expect(blad.get_by_role("heading", level=1)).to_have_text("Berichten")


def test_twee_keer_klikken_is_een_keer_versturen(blad: Page) -> None:
    verstuurd = []
    blad.route("**/galerij", lambda route: (verstuurd.append(route.request.method), route.abort()))
    blad.get_by_role("button", name="Ja, betaal € 11.760,00").dblclick()
    blad.wait_for_timeout(300)
    assert verstuurd == ["POST"]
