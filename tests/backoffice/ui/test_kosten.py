"""The cost of a gemeente on the screen: sums that equal the books, down to the line, and its begroting."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backoffice.services.laad_begroting import bewaar_begroting
from backoffice.services.leg_feiten_vast import Opgave, voeg_toe
from backoffice.storage.begroting import Begroting
from backoffice.storage.tabellen import boeksom
from backoffice.toegang.rechten import Rol
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows.regio import BSN, GEMEENTE, MAANDBEDRAG, NU, Regio, credit, prestatie
from tests.flows.test_routering import verhuizing

BEGROTING = b"gemeente;jaar;categorie;euros\n0153;2026;45;1.000,00\n"


def controller(regio: Regio, **anders: Any) -> TestClient:
    """The browser of somebody who watches the money of the gemeente."""
    return klant(regio.werkplek, bezoeker(Rol.CONTROLLER, **anders))


@pytest.fixture
def geboekt(regio: Regio) -> Regio:
    """One prestatie of February was granted: 117.60 euros."""
    regio.wijs_toe()
    regio.declareer(prestatie(referentie_nummer="A"))
    return regio


def test_zonder_kosten_staat_dat_er(sqlite_regio: Regio) -> None:
    assert "geen kosten geboekt" in controller(sqlite_regio).get("/kosten").text
    regio = klant(sqlite_regio.werkplek, bezoeker(Rol.FINANCIEEL))
    assert "geen kosten geboekt" in regio.get("/kosten").text
    assert "niets verrekend" in controller(sqlite_regio).get("/verrekeningen").text


def test_van_het_jaar_tot_de_uitleg_van_een_prestatie(geboekt: Regio) -> None:
    browser = controller(geboekt)
    pad, gezien = "/kosten?maand=2026-03", []
    for kies in (r'/kosten/maand\?[^"]*', r'/kosten/lasten\?[^"]*', r"/prestaties/\d+/wie-betaalt"):
        tekst = browser.get(pad).text
        gezien.append("€ 117,60" in tekst)
        gevonden = re.search(kies, tekst)
        assert gevonden is not None, (pad, kies)
        pad = gevonden[0].replace("&amp;", "&")
    assert gezien == [True, True, True]
    uitleg = browser.get(pad).text
    assert "Wie betaalt prestatie A" in uitleg
    assert "Gemeente 0153 draagt € 117,60" in uitleg


def test_de_kosten_veranderen_zodra_er_wordt_geboekt(geboekt: Regio) -> None:
    browser = controller(geboekt)
    assert "€ 117,60" in browser.get("/kosten").text
    geboekt.declareer(credit("A", "B"))
    tekst = browser.get("/kosten").text
    assert "€ 117,60" not in tekst
    assert "€ 0,00" in tekst


def test_begroting_en_prognose(geboekt: Regio) -> None:
    bewaar_begroting(geboekt.engine, {(GEMEENTE, 2026): Begroting("categorie", {"45": 100_000})}, NU, "an")
    tekst = controller(geboekt).get("/kosten?maand=2026-03").text
    # 117.60 in three months is 470.40 in a year: 529.60 under the begroting.
    for bedrag in ("€ 1.000,00", "€ 470,40", "€ 529,60"):
        assert bedrag in tekst
    assert tekst.count('role="img"') == 3


@pytest.mark.parametrize("vorm", ["excel", "csv", "html"])
def test_downloads_hebben_een_naam_zonder_personen(geboekt: Regio, vorm: str) -> None:
    einde = {"excel": "xlsx"}.get(vorm, vorm)
    for browser, wiens in (
        (controller(geboekt), "0153"),
        (klant(geboekt.werkplek, bezoeker(Rol.AUDITOR)), "regio"),
    ):
        antwoord = browser.get(f"/kosten?maand=2026-03&vorm={vorm}")
        assert antwoord.headers["content-disposition"] == f'attachment; filename="kosten-{wiens}-2026-03.{einde}"'
    regels = controller(geboekt).get("/kosten/regels?maand=2026-03")
    assert regels.text.count("117,60") == 2


def test_een_gemeente_ziet_alleen_zichzelf(geboekt: Regio) -> None:
    ander = controller(geboekt, van_een_ander=True)
    assert "117,60" not in ander.get("/kosten").text
    for pad in ("/kosten?gemeente=0153", "/kosten/maand?gemeente=0153", "/kosten/regels?gemeente=0153"):
        assert ander.get(pad).status_code == 404
    assert ander.get("/kosten/lasten?gemeente=0153&maand=2026-03&aanbieder=12345678&code=45A04").status_code == 404
    assert ander.get("/prestaties/1/wie-betaalt").status_code == 404
    assert ander.get("/verrekeningen/0153/0141").status_code == 404


def test_de_regio_kiest_een_gemeente(geboekt: Regio) -> None:
    browser = klant(geboekt.werkplek, bezoeker(Rol.FINANCIEEL))
    assert "gemeente=0153" in browser.get("/kosten").text
    assert "€ 117,60" in browser.get("/kosten?gemeente=0153").text
    assert browser.get("/kosten/maand").status_code == 404


def test_een_gemeente_die_niet_bestaat_heeft_geen_kosten(sqlite_regio: Regio) -> None:
    browser = klant(sqlite_regio.werkplek, bezoeker(Rol.FINANCIEEL))
    for pad in ("/kosten", "/kosten/maand", "/kosten/regels"):
        assert browser.get(f"{pad}?gemeente=0000&maand=2026-03").status_code == 404


def test_een_maand_die_geen_maand_is(sqlite_regio: Regio) -> None:
    antwoord = controller(sqlite_regio).get("/kosten?maand=2026-13")
    assert antwoord.status_code == 422
    assert "Schrijf de maand als" in antwoord.text
    assert controller(sqlite_regio).get("/kosten?maand=3-2026").status_code == 200


def test_een_pagina_vraagt_hoogstens_vijftien_keer(geboekt: Regio) -> None:
    for nummer in range(30):
        geboekt.declareer(credit("A" if not nummer else f"N{nummer}", f"C{nummer}"))
        geboekt.declareer(prestatie(referentie_nummer=f"N{nummer + 1}"))
    browser = controller(geboekt)
    paden = (
        "/kosten",
        "/kosten/maand?maand=2026-03",
        "/kosten/lasten?maand=2026-03&aanbieder=12345678&code=45A04",
        "/verrekeningen",
        "/verrekeningen/0141/0153",
    )
    for pad in paden:
        with geteld(geboekt.engine) as opdrachten:
            assert browser.get(pad).status_code == 200
        assert len([een for een in opdrachten if not een.startswith(("PRAGMA", "BEGIN"))]) <= 15, pad
    # The books are added up as they are written: 61 bookings are four sums.
    s = boeksom.c
    sommen = geboekt.rijen(select(s.rekening, s.soort, s.aantal).order_by(s.rekening, s.soort))
    assert [tuple(rij) for rij in sommen] == [
        (rekening, soort, aantal)
        for rekening in ("schuld_aanbieder", "vordering_gemeente")
        for soort, aantal in (("creditering", 30), ("toekenning", 31))
    ]


# --- begroting ------------------------------------------------------------------------------------


def stuur(browser: TestClient, inhoud: bytes) -> Any:
    """Offer a begroting."""
    return browser.post("/kosten/begroting", files={"bestanden": ("b.csv", inhoud, "text/csv")})


def test_een_begroting_wordt_eerst_getoond_en_dan_geladen(geboekt: Regio) -> None:
    browser = controller(geboekt)
    tekst = stuur(browser, BEGROTING).text
    assert "Er is nog niets veranderd." in tekst
    assert "€ 1.000,00" not in browser.get("/kosten").text
    for aantal in (1, 0):
        antwoord = browser.post("/kosten/begroting/laden", data={"inhoud": BEGROTING.decode()})
        assert antwoord.headers["location"] == f"/kosten/begroting?geladen={aantal}"
        assert "De begroting is verwerkt" in browser.get(antwoord.headers["location"]).text
    assert "€ 1.000,00" in browser.get("/kosten").text


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        (b"", "U koos nog geen bestand."),
        (b"a;b\n", "verwacht gemeente;jaar"),
        (BEGROTING.replace(b"1.000,00", b"veel"), "regel 2: euros is"),
        (BEGROTING.replace(b"0153", b"0164"), "Laat alleen uw eigen staan"),
        (BEGROTING + b" " * 500_000, "te groot"),
    ],
)
def test_een_begroting_met_een_fout_verandert_niets(sqlite_regio: Regio, inhoud: bytes, melding: str) -> None:
    antwoord = stuur(controller(sqlite_regio), inhoud)
    assert antwoord.status_code == 422
    assert melding in antwoord.text
    zelf = controller(sqlite_regio).post("/kosten/begroting/laden", data={"inhoud": inhoud.decode()})
    if len(inhoud) < 500_000:
        assert zelf.status_code == 422
    assert "1.000,00" not in controller(sqlite_regio).get("/kosten").text


# --- who pays -------------------------------------------------------------------------------------


def test_een_verrekening_is_te_volgen_van_beide_kanten(regio: Regio) -> None:
    hulpvraag = Opgave("hulpvraag", date(2026, 1, 5), None, None, False, "aanmelding")
    for feit in (*verhuizing(date(2026, 1, 1), "0153", "0164"), hulpvraag):
        voeg_toe(regio.werkplek, BSN, feit, NU, "an")
    regio.wijs_toe()
    regio.declareer(prestatie(referentie_nummer="A"))
    for van_een_ander in (False, True):
        browser = controller(regio, van_een_ander=van_een_ander)
        assert f"€ {MAANDBEDRAG / 100:.2f}".replace(".", ",") in browser.get("/verrekeningen").text
        assert ">A</a>" in browser.get("/verrekeningen/0164/0153").text
        assert "verrekent" in browser.get("/prestaties/1/wie-betaalt").text
        assert browser.get("/verrekeningen?vorm=csv").status_code == 200
    assert controller(regio, van_een_ander=True).get("/prestaties/1").status_code == 404
