"""The pages of the regional office, and two approvers at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from fastapi import Request
from playwright.sync_api import Page, expect

from adapters.sepa import Sepa
from backoffice.portaal import maak_portaal
from backoffice.scheduler import ROOSTER, rooster_op
from backoffice.services import betaalrekeningen, betalen, contractvoorstellen
from backoffice.services.sluit_maand import sluit_maand
from backoffice.toegang.rechten import REGIO, Bezoeker, Rol
from backoffice.web.poort import Portaal
from tests.backoffice.ui.betaald import BETAALDAG, IBAN, LATER, te_betalen
from tests.backoffice.ui.test_aangehouden import te_laat
from tests.backoffice.web.portaal import TAKEN
from tests.browser.conftest import Bezoek
from tests.browser.keuring import keur_pagina, luister
from tests.browser.server import bedien
from tests.flows.regio import AANBIEDER, BSN, GEMEENTE, Regio

Aanmelden = Callable[[str, Rol, str], Page]


@pytest.fixture
def kantoor(bezoek: Bezoek, sqlite_regio: Regio) -> Iterator[Aanmelden]:
    """Open a path as somebody of the regional office with a name of her own, in May."""

    def wie(request: Request) -> Bezoeker | None:
        naam, _, rol = request.cookies.get("collega", "").partition(".")
        return Bezoeker(naam, Rol(rol), REGIO) if rol else None

    portaal = Portaal(
        *(sqlite_regio.werkplek, lambda: LATER, wie),
        bank=Sepa(),
        taken=TAKEN,
        rooster=partial(rooster_op, ROOSTER),
    )
    with bedien(maak_portaal(portaal)) as adres:

        def open_(pad: str, rol: Rol, naam: str) -> Page:
            blad = bezoek(f"{adres}/toegankelijkheid")
            blad.context.add_cookies([{"name": "collega", "value": f"{naam}.{rol.value}", "url": adres}])
            luister(blad)
            blad.goto(f"{adres}{pad}")
            return blad

        yield open_


def test_twee_mensen_betalen(kantoor: Aanmelden, sqlite_regio: Regio) -> None:
    te_betalen(sqlite_regio)
    an = kantoor("/betaalvoorstellen", Rol.FINANCIEEL, "an")
    keur_pagina(an, "betaalvoorstellen-leeg")
    an.get_by_role("link", name="Voorstel maken").click()
    an.get_by_label("Gemeente die betaalt").select_option(GEMEENTE)
    an.get_by_label("Betaaldag").fill(BETAALDAG.isoformat())
    keur_pagina(an, "betaalvoorstel-maken")
    an.get_by_role("button", name="Toon wat er betaald wordt").click()
    keur_pagina(an, "betaalvoorstel-proef")
    an.get_by_role("button", name="Voorstel maken").click()
    expect(an.get_by_role("heading", level=1)).to_have_text("Betaalvoorstel 1")
    expect(an.get_by_text("U maakte dit voorstel zelf")).to_be_visible()
    expect(an.get_by_role("button", name="Goedkeuren")).to_have_count(0)
    keur_pagina(an, "betaalvoorstel-zelf")

    bo = kantoor("/", Rol.FINANCIEEL, "bo")
    keur_pagina(bo, "start-financieel")
    bo.get_by_role("link", name="Betaalvoorstel van een ander wacht op goedkeuring").click()
    bo.get_by_role("table").get_by_role("link", name="1", exact=True).click()
    keur_pagina(bo, "betaalvoorstel-ander")
    bo.get_by_role("button", name="Goedkeuren").click()
    expect(bo.get_by_text("goedgekeurd door bo")).to_be_visible()
    with bo.expect_download() as eerste:
        bo.get_by_role("button", name="Bestand downloaden").click()
    an.reload()
    with an.expect_download() as tweede:
        an.get_by_role("button", name="Bestand downloaden").click()
    assert Path(eerste.value.path()).read_bytes() == Path(tweede.value.path()).read_bytes()
    an.reload()
    keur_pagina(an, "betaalvoorstel-verzonden")
    an.get_by_role("link", name="IJW000000000001").click()
    keur_pagina(an, "betaalvoorstel-betaling")


def test_wie_te_laat_besluit_leest_dat_een_ander_dat_al_deed(kantoor: Aanmelden, sqlite_regio: Regio) -> None:
    te_betalen(sqlite_regio)
    betalen.maak_voorstel(sqlite_regio.werkplek, GEMEENTE, BETAALDAG, LATER, "an")
    bo = kantoor("/betaalvoorstellen/1", Rol.FINANCIEEL, "bo")
    betalen.keur_goed(sqlite_regio.werkplek, 1, LATER, "co")
    bo.get_by_role("button", name="Afkeuren").click()
    expect(bo.get_by_text("al goedgekeurd door co")).to_be_visible()
    keur_pagina(bo, "betaalvoorstel-al-besloten")


def test_bank_blokkades_en_rekeningen(kantoor: Aanmelden, sqlite_regio: Regio) -> None:
    te_betalen(sqlite_regio)
    betaalrekeningen.stel_rekening_voor(sqlite_regio.werkplek, AANBIEDER, IBAN, "Stichting Hulp", LATER, "an")
    betaalrekeningen.stel_rekening_voor(sqlite_regio.werkplek, GEMEENTE, IBAN, "Gemeente", LATER, "bo")
    betalen.blokkeer(sqlite_regio.werkplek, GEMEENTE, AANBIEDER, "in onderzoek", LATER, "an")
    for pad, naam in (
        ("/betaalvoorstellen/bank", "bank"),
        ("/betaalvoorstellen/blokkades", "blokkades"),
        ("/rekeningen", "rekeningen"),
        ("/rekeningen/nieuw", "rekening-voorstellen"),
    ):
        keur_pagina(kantoor(pad, Rol.FINANCIEEL, "bo"), naam)


def test_een_ander_tarief_heeft_een_tweede_persoon_nodig(kantoor: Aanmelden, sqlite_regio: Regio) -> None:
    an = kantoor("/contractbeheer/indexeren", Rol.CONTRACTMANAGER, "an")
    an.get_by_label("Percentage", exact=True).fill("3,5")
    an.get_by_role("button", name="Toon wat er verandert").click()
    keur_pagina(an, "indexeren")
    an.get_by_role("button", name="Voorstellen").click()
    expect(an.get_by_text("2 contracten voorgesteld")).to_be_visible()
    an.goto(an.url.replace("/indexeren", ""))
    keur_pagina(an, "contractbeheer")
    bo = kantoor("/contractbeheer/voorstellen/1", Rol.CONTRACTMANAGER, "bo")
    keur_pagina(bo, "contractvoorstel")
    bo.get_by_role("button", name="Goedkeuren").click()
    expect(bo.get_by_text("goedgekeurd door bo")).to_be_visible()
    for pad, naam in (
        ("/contractbeheer/laden", "contracten-laden"),
        ("/contractbeheer/wacht", "contractwacht"),
        (f"/contracten/OBJ-{AANBIEDER}?op=2026-06-01&bekend_op=2026-05-01", "contract-toen"),
    ):
        keur_pagina(kantoor(pad, Rol.CONTRACTMANAGER, "bo"), naam)


def test_een_contractbestand_laden(kantoor: Aanmelden) -> None:
    an = kantoor("/contractbeheer/laden", Rol.CONTRACTMANAGER, "an")
    voorbeeld = Path(__file__).parents[2] / "samples" / "contracten" / "twente.yaml"
    an.get_by_label("Contractbestand").set_input_files(voorbeeld)
    an.get_by_role("button", name="Toon wat er verandert").click()
    expect(an.get_by_role("heading", level=1)).to_have_text("Wat dit bestand verandert")
    keur_pagina(an, "contracten-verschillen")
    an.get_by_role("button", name="Vastleggen").click()
    expect(an.get_by_text("Het bestand is verwerkt")).to_be_visible()
    keur_pagina(an, "contracten-geladen")


def test_runs(kantoor: Aanmelden, sqlite_regio: Regio) -> None:
    te_betalen(sqlite_regio)
    beheer = kantoor("/runs", Rol.BEHEER, "beheer")
    beheer.get_by_role("button", name="Proef van betalingen").click()
    keur_pagina(beheer, "run-proef")
    beheer.get_by_role("button", name="Nu doen").click()
    beheer.get_by_role("link", name="Naar alle runs").click()
    keur_pagina(beheer, "runs")
    beheer.get_by_role("table", name="Runs").get_by_role("link", name="1", exact=True).click()
    keur_pagina(beheer, "run")


def test_een_late_prestatie(kantoor: Aanmelden, sqlite_regio: Regio) -> None:
    te_laat(sqlite_regio)
    an = kantoor("/betalingen/aangehouden", Rol.FINANCIEEL, "an")
    keur_pagina(an, "aangehouden")
    an.get_by_role("link", name="Besluiten over LAAT").click()
    keur_pagina(an, "aangehouden-besluiten")
    an.get_by_label("Accepteren, met een signaal").check()
    an.get_by_label("Waarom?").fill("Afgesproken met de aanbieder.")
    an.get_by_role("button", name="Besluiten").click()
    an.wait_for_url("**/berichten/2")


def test_boeken_monitor_en_audit(kantoor: Aanmelden, sqlite_regio: Regio) -> None:
    te_betalen(sqlite_regio)
    sluit_maand(sqlite_regio.werkplek, date(2026, 4, 1), datetime(2026, 5, 6, tzinfo=UTC), "planner")
    contractvoorstellen.stel_index_voor(sqlite_regio.engine, 2027, 350, ova=None, soorten=(), wie="an", nu=LATER)
    for pad, naam in (
        ("/grootboek", "grootboek"),
        ("/grootboek/aansluiting", "aansluiting"),
        ("/afrekening/2026-04", "afrekening"),
        ("/monitor", "monitor"),
        ("/", "start-auditor"),
    ):
        keur_pagina(kantoor(pad, Rol.AUDITOR, "auditor"), naam)
    auditor = kantoor("/audit", Rol.AUDITOR, "auditor")
    auditor.get_by_label("Bsn").fill(BSN)
    auditor.get_by_role("button", name="Zoeken").click()
    expect(auditor.get_by_role("heading", name="Gevonden")).to_be_visible()
    assert BSN not in auditor.url
    keur_pagina(auditor, "audit")
