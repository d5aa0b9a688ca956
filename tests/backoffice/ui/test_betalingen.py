"""Payments with their specification, what is open, and what waits for a decision."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from adapters.sepa import Sepa
from backoffice.contracts.model import Declaratietermijn, Gevolg
from backoffice.services import betaalrekeningen, betalen
from backoffice.toegang.rechten import Rol
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows import test_termijn as termijn
from tests.flows.regio import AANBIEDER, GEMEENTE, NU, Regio, prestatie

_REKENINGEN = ((AANBIEDER, "NL91ABNA0417164300"), (GEMEENTE, "NL20INGB0001234567"))


def betaal(regio: Regio) -> str:
    """Pay one approved month of the region, and give the kenmerk."""
    for partij, iban in _REKENINGEN:
        nummer = betaalrekeningen.stel_rekening_voor(regio.werkplek, partij, iban, partij, NU, "an")
        betaalrekeningen.bevestig_rekening(regio.werkplek, nummer, NU, "bo")
    later = datetime(2026, 5, 12, 9, tzinfo=NU.tzinfo)
    voorstel = betalen.maak_voorstel(regio.werkplek, GEMEENTE, date(2026, 5, 10), later, "an").nummer
    assert voorstel is not None
    betalen.keur_goed(regio.werkplek, voorstel, later, "bo")
    betalen.exporteer(regio.werkplek, voorstel, Sepa(), later, "an")
    return "IJW000000000001"


def test_wat_is_toegekend_staat_open_tot_het_is_betaald(regio: Regio) -> None:
    browser = klant(regio.werkplek, bezoeker(Rol.TEKENBEVOEGD))
    leeg = browser.get("/betalingen").text
    assert "Er staat niets open." in leeg
    assert "Er is nog niets betaald." in leeg
    regio.wijs_toe()
    regio.declareer()
    open_ = browser.get("/betalingen").text
    assert "€ 117,60" in open_
    assert "10-05-2026" in open_
    betaal(regio)
    betaald = browser.get("/betalingen").text
    assert "Er staat niets open." in betaald
    assert 'href="/betalingen/IJW000000000001"' in betaald


def test_van_wat_open_staat_toont_het_scherm_een_deel_en_het_bestand_alles(
    sqlite_regio: Regio, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer()
    browser = klant(sqlite_regio.werkplek, bezoeker(Rol.FINANCIEEL))
    assert "En nog" not in browser.get("/betalingen").text
    monkeypatch.setattr("backoffice.ui.betalingen._OPEN_GETOOND", 0)
    assert "En nog 1 regels." in browser.get("/betalingen").text
    csv = browser.get("/betalingen?vorm=csv").content.decode("utf-8-sig").splitlines()
    assert csv[-2:] == [f"{GEMEENTE};{AANBIEDER};03-2026;1;10-05-2026;117,60", "totaal;;;;;117,60"]


def test_wat_is_voorgesteld_staat_nog_open_en_is_geen_betaling(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    nummer = betaalrekeningen.stel_rekening_voor(regio.werkplek, *_REKENINGEN[0], "naam", NU, "an")
    betaalrekeningen.bevestig_rekening(regio.werkplek, nummer, NU, "bo")
    assert betalen.maak_voorstel(regio.werkplek, GEMEENTE, date(2026, 5, 10), NU, "an").nummer == 1
    browser = klant(regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER))
    tekst = browser.get("/betalingen").text
    assert "Samen" in tekst
    assert "Er is nog niets betaald." in tekst
    assert browser.get("/betalingen/IJW000000000001").status_code == 404


def test_de_specificatie_telt_op_tot_de_betaling(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(prestatie(referentie_nummer="A"))
    kenmerk = betaal(regio)
    browser = klant(regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER))
    tekst = browser.get(f"/betalingen/{kenmerk}").text
    assert '<a class="nl-link" href="/prestaties/1">A</a>' in tekst
    assert f"/betalingen/{kenmerk}" in browser.get("/prestaties/1").text
    excel = browser.get(f"/betalingen/{kenmerk}?vorm=excel")
    assert excel.headers["content-disposition"] == f'attachment; filename="betaling-{kenmerk}.xlsx"'
    rijen = list(load_workbook(BytesIO(excel.content)).active.iter_rows(values_only=True))
    assert (rijen[1][1], rijen[1][5], rijen[-1][5]) == ("A", 117.6, 117.6)
    csv = browser.get(f"/betalingen/{kenmerk}?vorm=csv").content.decode("utf-8-sig")
    assert "totaal;;;;;117,60" in csv


@pytest.mark.parametrize("rol", [Rol.DECLARATIEMEDEWERKER, Rol.CONTROLLER])
def test_een_betaling_van_een_ander_is_er_niet(sqlite_regio: Regio, rol: Rol) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer()
    kenmerk = betaal(sqlite_regio)
    for van_een_ander in (False, True):
        browser = klant(sqlite_regio.werkplek, bezoeker(rol, van_een_ander=van_een_ander))
        assert browser.get(f"/betalingen/{kenmerk}").status_code == (404 if van_een_ander else 200)
        assert (kenmerk in browser.get("/betalingen").text) is not van_een_ander


def test_wat_wacht_op_een_besluit_noemt_de_laatste_dag(sqlite_regio: Regio) -> None:
    termijn.spreek_af(sqlite_regio, Declaratietermijn(1, Gevolg.AANHOUDEN))
    termijn.wijs_toe(sqlite_regio)
    te_laat = prestatie(referentie_nummer="LAAT", **termijn.maand(1))
    assert termijn.declareer(sqlite_regio, date(2026, 4, 7), te_laat).uitkomst == "aangehouden"
    for van_een_ander in (False, True):
        wie = bezoeker(Rol.DECLARATIEMEDEWERKER, van_een_ander=van_een_ander)
        tekst = klant(sqlite_regio.werkplek, wie).get("/betalingen/aangehouden").text
        assert ("LAAT" in tekst) is not van_een_ander
        assert ("21-04-2026" in tekst) is not van_een_ander
        assert ("Er wacht niets op een besluit." in tekst) is van_een_ander
    browser = klant(sqlite_regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER))
    assert "wacht op een besluit" in browser.get("/prestaties/1").text
    assert "nog niet bekend" in browser.get("/berichten/2").text
    assert browser.get("/prestaties/1/herstel").status_code == 409


def test_elke_pagina_vraagt_hoogstens_vijftien_keer(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    kenmerk = betaal(regio)
    browser = klant(regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER))
    paden = (
        "/",
        "/betalingen",
        f"/betalingen/{kenmerk}",
        "/betalingen/aangehouden",
        "/termijnwacht",
        "/contracten",
    )
    for pad in paden:
        browser.get(pad)
        with geteld(regio.engine) as opdrachten:
            assert browser.get(pad).status_code == 200
        assert len([een for een in opdrachten if not een.startswith(("PRAGMA", "BEGIN"))]) <= 15, pad
