"""The journey of a stranger in a real browser, with the real door: from a first password to a cost that changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date

import pyotp
import pytest
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import func, select

from backoffice.portaal import maak_portaal
from backoffice.services.accounts import maak_account
from backoffice.storage import tabellen
from backoffice.toegang.rechten import Rol
from backoffice.web.poort import Portaal
from backoffice.web.sessiekoek import herken
from tests.backoffice.web.aanmelding import NIEUW, Klok, nieuw_account
from tests.browser.conftest import Bezoek
from tests.browser.keuring import keur_pagina
from tests.browser.server import bedien
from tests.flows.regio import FEBRUARI, GEMEENTE, NU, Regio, als_bytes, jw323_van, prestatie

JANUARI = {"begindatum": date(2026, 1, 1), "einddatum": date(2026, 1, 31)}


@pytest.fixture
def klok() -> Klok:
    return Klok()


@pytest.fixture
def portaal(sqlite_regio: Regio, klok: Klok) -> Iterator[str]:
    """The address of the portal behind its real door."""
    sqlite_regio.wijs_toe()
    with bedien(maak_portaal(Portaal(sqlite_regio.werkplek, klok, herken))) as adres:
        yield adres


def meld_aan(blad: Page, naam: str, wachtwoord: str) -> None:
    """Fill in the door."""
    blad.get_by_label("Naam van uw account").fill(naam)
    blad.get_by_label("Wachtwoord").fill(wachtwoord)
    blad.get_by_role("button", name="Aanmelden").click()


def geef_code(blad: Page, geheim: str, klok: Klok) -> None:
    """Type the code that the app shows now."""
    blad.get_by_label("Code van zes cijfers").fill(pyotp.TOTP(geheim).at(klok.nu))
    blad.get_by_role("button", name="Verder").click()


def binnen(blad: Page, regio: Regio, klok: Klok, naam: str = "an") -> str:
    """Go through the first sign-in of a declaratiemedewerker, and give the secret of the codes."""
    return eerste_keer(blad, nieuw_account(regio.werkplek, naam), klok, naam)


def eerste_keer(blad: Page, wachtwoord: str, klok: Klok, naam: str) -> str:
    """A password of one's own and an app with codes; gives the secret of the codes."""
    meld_aan(blad, naam, wachtwoord)
    blad.get_by_label("Nieuw wachtwoord", exact=True).fill(NIEUW)
    blad.get_by_label("Nieuw wachtwoord nog een keer").fill(NIEUW)
    blad.get_by_role("button", name="Wachtwoord bewaren").click()
    geheim = blad.locator("code").inner_text().replace(" ", "")
    blad.get_by_label("Code van zes cijfers").fill(pyotp.TOTP(geheim).at(klok.nu))
    blad.get_by_role("button", name="Instellen").click()
    expect(blad.get_by_role("heading", level=1)).not_to_have_text("App met codes instellen")
    return geheim


def bestand(naam: str, inhoud: bytes) -> FilePayload:
    """A file that is chosen in the browser."""
    return {"name": naam, "mimeType": "text/xml", "buffer": inhoud}


def maart() -> bytes:
    """A JW323 of four prestaties: one is good, three have a fault of their own."""
    return als_bytes(
        jw323_van(
            prestatie(referentie_nummer="GOED", begindatum=FEBRUARI[0], einddatum=FEBRUARI[1]),
            prestatie(referentie_nummer="TARIEF", product_tarief=99, bedrag=11_880),
            prestatie(referentie_nummer="TEVEEL", geleverd_volume=121, bedrag=11_858, **JANUARI),
            prestatie(referentie_nummer="ONBEKEND", toewijzing_nummer=9999),
        )
    )


def toegekend(regio: Regio) -> int:
    """What is granted in all, in eurocents."""
    p = tabellen.prestatie.c
    return int(regio.rijen(select(func.sum(p.bedrag)).where(p.toegekend))[0][0] or 0)


def test_een_vreemde_dient_in_herstelt_en_de_gemeente_ziet_het(
    bezoek: Bezoek, portaal: str, sqlite_regio: Regio, klok: Klok
) -> None:
    blad = bezoek(portaal)
    meld_aan(blad, "an", nieuw_account(sqlite_regio.werkplek))
    expect(blad.get_by_role("heading", level=1)).to_have_text("Eigen wachtwoord kiezen")
    keur_pagina(blad, "reis-1-eigen-wachtwoord")
    blad.get_by_label("Nieuw wachtwoord", exact=True).fill(NIEUW)
    blad.get_by_label("Nieuw wachtwoord nog een keer").fill(NIEUW)
    blad.get_by_role("button", name="Wachtwoord bewaren").click()
    expect(blad.get_by_role("heading", level=1)).to_have_text("App met codes instellen")
    keur_pagina(blad, "reis-2-app-instellen")
    geheim = blad.locator("code").inner_text().replace(" ", "")
    blad.get_by_label("Code van zes cijfers").fill(pyotp.TOTP(geheim).at(klok.nu))
    blad.get_by_role("button", name="Instellen").click()
    expect(blad.locator(".kop__naam")).to_have_text("an declaratiemedewerker, aanbieder 12345678")
    keur_pagina(blad, "reis-3-start")

    # The next day: password and code.
    blad.get_by_role("button", name="Afmelden").click()
    klok.verder(days=1)
    meld_aan(blad, "an", NIEUW)
    keur_pagina(blad, "reis-4-code")
    geef_code(blad, geheim, klok)

    blad.get_by_role("link", name="Berichten indienen").click()
    inhoud = maart()
    blad.get_by_label("Bestanden", exact=True).set_input_files(
        [bestand("maart.xml", inhoud), bestand("april.xml", inhoud[:500])]
    )
    keur_pagina(blad, "reis-5-gekozen")
    blad.get_by_role("button", name="Indienen").click()
    expect(blad.get_by_role("heading", name="april.xml: niet te verwerken")).to_be_visible()
    expect(blad.get_by_text("4 prestaties: € 117,60 toegekend, € 354,98 afgewezen")).to_be_visible()
    keur_pagina(blad, "reis-6-ingediend")
    assert toegekend(sqlite_regio) == 11_760

    blad.get_by_role("link", name="Bekijk JW323").click()
    rijen = blad.get_by_role("table").get_by_role("row")
    for referentie, code, doen in [
        ("TARIEF", "0611", "Kijk in het contract welk tarief geldt"),
        ("TEVEEL", "9321", "volume"),
        ("ONBEKEND", "9338", "toewijzing"),
    ]:
        rij = rijen.filter(has=blad.get_by_role("link", name=referentie))
        expect(rij).to_contain_text("Afgewezen", ignore_case=True)
        expect(rij).to_contain_text(code)
        expect(rij).to_contain_text(doen)
    keur_pagina(blad, "reis-7-bericht")

    blad.get_by_role("link", name="TARIEF").click()
    keur_pagina(blad, "reis-8-prestatie")
    blad.get_by_role("link", name="Deze prestatie herstellen").click()
    expect(blad.get_by_text("Het tarief is dat van het contract")).to_be_visible()
    keur_pagina(blad, "reis-9-herstel")
    blad.get_by_role("button", name="Bekijk wat het antwoord wordt").click()
    expect(blad.get_by_text("€ 117,60 toegekend, € 0,00 afgewezen")).to_be_visible()
    keur_pagina(blad, "reis-10-proef")
    blad.get_by_role("button", name="Indienen").click()
    expect(blad.get_by_text("Alles is toegekend")).to_be_visible()
    keur_pagina(blad, "reis-11-hersteld")
    assert toegekend(sqlite_regio) == 2 * 11_760

    wachtwoord = maak_account(
        sqlite_regio.werkplek, "con", Rol.CONTROLLER, GEMEENTE, nu=NU, wie="beheer", willekeur=os.urandom
    )
    blad = bezoek(portaal)
    eerste_keer(blad, wachtwoord, klok, "con")
    expect(blad.locator(".kop__naam")).to_have_text("con controller, gemeente Enschede")
    keur_pagina(blad, "reis-12-gemeente")
