"""The journey of a stranger in a real browser, through the real door, until the gemeente sees what it costs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date

import pyotp
import pytest
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import func, select

from adapters.sepa import Sepa
from backoffice.portaal import maak_portaal
from backoffice.services.accounts import maak_account
from backoffice.storage import tabellen
from backoffice.toegang.rechten import REGIO, Rol
from backoffice.web.poort import Portaal
from backoffice.web.sessiekoek import herken
from tests.backoffice.web.aanmelding import NIEUW, Klok, nieuw_account
from tests.backoffice.web.portaal import TAKEN
from tests.browser.conftest import Bezoek
from tests.browser.keuring import keur_pagina
from tests.browser.server import bedien
from tests.flows.regio import AANBIEDER, FEBRUARI, GEMEENTE, NU, Regio, als_bytes, jw323_van, prestatie

JANUARI = {"begindatum": date(2026, 1, 1), "einddatum": date(2026, 1, 31)}


@pytest.fixture
def klok() -> Klok:
    return Klok()


@pytest.fixture
def portaal(sqlite_regio: Regio, klok: Klok) -> Iterator[str]:
    """The address of the portal behind its real door."""
    sqlite_regio.wijs_toe()
    with bedien(maak_portaal(Portaal(sqlite_regio.werkplek, klok, herken, Sepa(), TAKEN))) as adres:
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


def eerste_keer(
    blad: Page,
    wachtwoord: str,
    klok: Klok,
    naam: str = "an",
    bij_elke_stap: Callable[[Page, str], None] = lambda blad, naam: None,
) -> str:
    """Sign in with a password that somebody gave, choose one's own and set up an app; gives the app's secret."""
    meld_aan(blad, naam, wachtwoord)
    expect(blad.get_by_role("heading", level=1)).to_have_text("Eigen wachtwoord kiezen")
    bij_elke_stap(blad, "reis-1-eigen-wachtwoord")
    blad.get_by_label("Nieuw wachtwoord", exact=True).fill(NIEUW)
    blad.get_by_label("Nieuw wachtwoord nog een keer").fill(NIEUW)
    blad.get_by_role("button", name="Wachtwoord bewaren").click()
    expect(blad.get_by_role("heading", level=1)).to_have_text("App met codes instellen")
    bij_elke_stap(blad, "reis-2-app-instellen")
    geheim = blad.locator("code").inner_text().replace(" ", "")
    blad.get_by_label("Code van zes cijfers").fill(pyotp.TOTP(geheim).at(klok.nu))
    blad.get_by_role("button", name="Instellen").click()
    expect(blad.get_by_role("button", name="Afmelden")).to_be_visible()
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


def kosten(blad: Page, portaal: str) -> str:
    """What the gemeente bears of this year, as its cost page says."""
    blad.goto(f"{portaal}/kosten")
    return blad.locator("main strong").first.inner_text()


def toegekend(regio: Regio) -> int:
    """What is granted in all, in eurocents."""
    p = tabellen.prestatie.c
    return int(regio.rijen(select(func.sum(p.bedrag)).where(p.toegekend))[0][0] or 0)


def test_een_vreemde_dient_in_herstelt_en_de_gemeente_ziet_het(
    bezoek: Bezoek, portaal: str, sqlite_regio: Regio, klok: Klok
) -> None:
    blad = bezoek(portaal)
    keur_pagina(blad, "reis-0-aanmelden")
    gemeente = bezoek(portaal)
    wachtwoord = maak_account(
        sqlite_regio.werkplek, "con", Rol.CONTROLLER, GEMEENTE, nu=NU, wie="beheer", willekeur=os.urandom
    )
    geheim_gemeente = eerste_keer(gemeente, wachtwoord, klok, "con")
    expect(gemeente.locator(".kop__naam")).to_have_text("con controller bij gemeente Enschede")
    assert kosten(gemeente, portaal) == "€ 0,00"

    geheim = eerste_keer(blad, nieuw_account(sqlite_regio.werkplek), klok, bij_elke_stap=keur_pagina)
    expect(blad.locator(".kop__naam")).to_have_text("an declaratiemedewerker bij aanbieder 12345678")
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

    gemeente.goto(f"{portaal}/kosten")
    meld_aan(gemeente, "con", NIEUW)
    geef_code(gemeente, geheim_gemeente, klok)
    assert kosten(gemeente, portaal) == "€ 117,60"

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

    assert kosten(gemeente, portaal) == "€ 235,20"
    keur_pagina(gemeente, "reis-12-gemeente-kosten")
    gemeente.get_by_role("link", name="03-2026", exact=True).click()
    expect(gemeente.locator("main")).to_contain_text("€ 117,60")
    gemeente.get_by_text("Post", exact=True).click()
    gemeente.get_by_role("link", name="Berichten", exact=True).click()
    keur_pagina(gemeente, "reis-13-gemeente-berichten")
    gemeente.get_by_role("table").get_by_role("link").first.click()
    gemeente.get_by_role("link", name="Toon alle prestaties").click()
    gemeente.get_by_role("table").get_by_role("link").first.click()
    expect(gemeente.get_by_role("table", name="Boeking")).to_contain_text("€ 117,60")
    expect(gemeente.get_by_role("table", name="Andere prestaties")).to_contain_text("TARIEF")
    keur_pagina(gemeente, "reis-14-gemeente-prestatie")


def indienen(blad: Page, portaal: str, naam: str, inhoud: bytes) -> None:
    """Offer one file."""
    blad.goto(f"{portaal}/berichten/indienen")
    blad.get_by_label("Bestanden", exact=True).set_input_files([bestand(naam, inhoud)])
    blad.get_by_role("button", name="Indienen").click()


def test_een_verlopen_sessie_komt_na_het_aanmelden_terug_op_de_pagina(
    bezoek: Bezoek, portaal: str, sqlite_regio: Regio, klok: Klok
) -> None:
    blad = bezoek(portaal)
    geheim = eerste_keer(blad, nieuw_account(sqlite_regio.werkplek), klok)
    blad.goto(f"{portaal}/berichten?soort=JW301")
    klok.verder(minutes=31)
    blad.reload()
    expect(blad.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    expect(blad.get_by_text("Uw sessie is verlopen")).to_be_visible()
    keur_pagina(blad, "reis-verlopen")
    meld_aan(blad, "an", NIEUW)
    geef_code(blad, geheim, klok)
    expect(blad).to_have_url(f"{portaal}/berichten?soort=JW301")


def test_twee_keer_indienen_verandert_niets(bezoek: Bezoek, portaal: str, sqlite_regio: Regio, klok: Klok) -> None:
    blad = bezoek(portaal)
    eerste_keer(blad, nieuw_account(sqlite_regio.werkplek), klok)
    inhoud = maart()
    indienen(blad, portaal, "maart.xml", inhoud)
    expect(blad.get_by_role("heading", name="maart.xml: verwerkt")).to_be_visible()
    prestaties = sqlite_regio.rijen(select(tabellen.prestatie))
    indienen(blad, portaal, "maart.xml", inhoud)
    expect(blad.get_by_role("heading", name="maart.xml: al eerder ontvangen")).to_be_visible()
    keur_pagina(blad, "reis-al-eerder-ontvangen")
    assert sqlite_regio.rijen(select(tabellen.prestatie)) == prestaties


def test_na_een_herstel_is_de_terugknop_onschuldig(
    bezoek: Bezoek, portaal: str, sqlite_regio: Regio, klok: Klok
) -> None:
    blad = bezoek(portaal)
    eerste_keer(blad, nieuw_account(sqlite_regio.werkplek), klok)
    sqlite_regio.declareer(prestatie(referentie_nummer="TARIEF", product_tarief=99, bedrag=11_880))
    blad.goto(f"{portaal}/prestaties/te-herstellen")
    blad.get_by_role("link", name="TARIEF").click()
    blad.get_by_role("link", name="Deze prestatie herstellen").click()
    blad.get_by_role("button", name="Bekijk wat het antwoord wordt").click()
    proefblad = blad.content()
    blad.get_by_role("button", name="Indienen").dblclick()
    expect(blad.get_by_text("Alles is toegekend")).to_be_visible()
    hersteld = sqlite_regio.rijen(select(tabellen.prestatie))
    assert (len(hersteld), toegekend(sqlite_regio)) == (2, 11_760)
    adres = blad.url

    # Sending the same form once more from the page before leads to the same message.
    blad.set_content(proefblad.replace("<head>", f'<head><base href="{portaal}">'))
    blad.get_by_role("button", name="Indienen").click()
    expect(blad).to_have_url(adres)
    assert sqlite_regio.rijen(select(tabellen.prestatie)) == hersteld
    blad.goto(f"{portaal}/prestaties/te-herstellen")
    expect(blad.get_by_text("Er wacht niets op herstel")).to_be_visible()


def test_wie_te_vaak_een_fout_wachtwoord_typt_moet_wachten(
    bezoek: Bezoek, portaal: str, sqlite_regio: Regio, klok: Klok
) -> None:
    wachtwoord = nieuw_account(sqlite_regio.werkplek)
    blad = bezoek(portaal)
    for _ in range(5):
        meld_aan(blad, "an", "niet het goede wachtwoord")
        expect(blad.get_by_role("alert")).to_contain_text("horen niet bij elkaar")
    meld_aan(blad, "an", wachtwoord)
    expect(blad.get_by_role("alert")).to_contain_text("te vaak")
    keur_pagina(blad, "reis-te-vaak")
    klok.verder(minutes=1, seconds=1)
    meld_aan(blad, "an", wachtwoord)
    expect(blad.get_by_role("heading", level=1)).to_have_text("Eigen wachtwoord kiezen")


def test_de_beheerder_laat_iemand_binnen(bezoek: Bezoek, portaal: str, sqlite_regio: Regio, klok: Klok) -> None:
    wachtwoord = maak_account(
        sqlite_regio.werkplek, "chef", Rol.BEHEER, REGIO, nu=NU, wie="installatie", willekeur=os.urandom
    )
    blad = bezoek(portaal)
    eerste_keer(blad, wachtwoord, klok, "chef")
    blad.get_by_role("link", name="Accounts").click()
    blad.get_by_role("link", name="Account maken").click()
    blad.get_by_label("Naam").fill("an")
    blad.get_by_label("Rol").select_option(label="declaratiemedewerker (aanbieder)")
    blad.get_by_label("Organisatie").fill(AANBIEDER)
    keur_pagina(blad, "reis-account-maken")
    blad.get_by_role("button", name="Account maken").click()
    voor_een_keer = blad.locator("code").inner_text()
    blad.get_by_role("link", name="Naar alle accounts").click()
    expect(blad.get_by_role("row", name="an declaratiemedewerker")).to_contain_text("nog niet gebruikt")
    keur_pagina(blad, "reis-accounts")

    ander = bezoek(portaal)
    eerste_keer(ander, voor_een_keer, klok)
    expect(ander.locator(".kop__naam")).to_have_text("an declaratiemedewerker bij aanbieder 12345678")
    blad.reload()
    expect(blad.get_by_role("row", name="an declaratiemedewerker")).to_contain_text("in gebruik")
