"""Messages in and out: lists, one message with its reasons, and what can be kept of it."""

from __future__ import annotations

from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from sqlalchemy import select

from backoffice.storage.tabellen import audit
from backoffice.toegang.rechten import Rol
from tests.backoffice.ui.test_prestaties import fout
from tests.backoffice.web.portaal import bezoeker, klant
from tests.bouwers import jw323_client
from tests.flows.regio import NU, Regio, als_bytes, jw323_van, prestatie

PADEN = ("/berichten/2", "/berichten/2/xml", "/berichten/2/redenen", "/berichten/uitgaand/2")


def aanbieder(regio: Regio) -> TestClient:
    """A browser of somebody who declares."""
    return klant(regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER))


@pytest.mark.parametrize(
    ("rol", "van_een_ander", "ziet"),
    [
        (Rol.DECLARATIEMEDEWERKER, False, True),
        (Rol.DECLARATIEMEDEWERKER, True, False),
        (Rol.ADMINISTRATIE, False, True),
        (Rol.ADMINISTRATIE, True, False),
        (Rol.AUDITOR, False, True),
    ],
)
def test_ieder_ziet_alleen_berichten_van_de_eigen_organisatie(
    regio: Regio, rol: Rol, van_een_ander: bool, ziet: bool
) -> None:
    regio.wijs_toe()
    regio.declareer(prestatie(**fout()))
    browser = klant(regio.werkplek, bezoeker(rol, van_een_ander=van_een_ander))
    assert ("/berichten/1" in browser.get("/berichten").text) is ziet
    assert ("/berichten/uitgaand/1" in browser.get("/berichten/uitgaand").text) is ziet
    gezien = len(regio.dump()["audit"])
    for pad in PADEN:
        assert browser.get(pad).status_code == (200 if ziet else 404), pad
    assert len(regio.dump()["audit"]) - gezien == (len(PADEN) if ziet else 0)


def test_een_bericht_toont_totalen_en_van_elke_afgewezen_regel_de_reden(regio: Regio) -> None:
    regio.wijs_toe()
    # Of the second cliënt nobody knows anything.
    onbekend = jw323_client(bsn="999900067", prestaties=[prestatie(toewijzing_nummer=2, **fout())])
    regio.stuur(jw323_van(clienten=[jw323_client(prestaties=[prestatie(referentie_nummer="R-GOED")]), onbekend]))
    browser = aanbieder(regio)
    tekst = browser.get("/berichten/2").text
    for stuk in (
        "€ 236,40",
        "€ 117,60",
        "€ 118,80",
        "deels afgewezen",
        "8187",
        "De gemeente kent deze cliënt niet.",
    ):
        assert stuk in tekst
    assert "R-FOUT" in tekst
    assert "R-GOED" not in tekst
    assert "R-GOED" in browser.get("/berichten/2?regels=alle").text
    assert "999900067" not in tekst


def test_lange_declaraties_staan_op_bladzijden(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    regels = [prestatie(referentie_nummer=f"R{n:03}", toewijzing_nummer=2000 + n) for n in range(51)]
    sqlite_regio.declareer(*regels)
    browser = aanbieder(sqlite_regio)
    eerste = browser.get("/berichten/2").text
    assert "R049" in eerste
    assert "R050" not in eerste
    assert 'href="/berichten/2?na=50"' in eerste
    tweede = browser.get("/berichten/2?na=50").text
    assert "R050" in tweede
    assert "R049" not in tweede
    assert "Volgende prestaties" not in tweede


def test_een_bericht_dat_als_geheel_is_afgekeurd_vertelt_waarom(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.stuur(jw323_van(totaal_bedrag=1))
    tekst = aanbieder(sqlite_regio).get("/berichten/2").text
    assert "Waarom het bericht is afgekeurd" in tekst
    assert "TR358" in tekst
    assert "Vergelijk de gegevens die bij elkaar horen" in tekst


def test_het_antwoord_en_het_bericht_zijn_precies_wat_ging_en_kwam(regio: Regio) -> None:
    regio.wijs_toe()
    inhoud = als_bytes(jw323_van(prestatie(**fout())))
    ontvangst = regio.stuur(inhoud)
    browser = aanbieder(regio)
    antwoord = browser.get("/berichten/uitgaand/2")
    assert antwoord.content == ontvangst.antwoord
    assert antwoord.headers["content-disposition"] == 'attachment; filename="JW325_0153_12345678_2.xml"'
    assert browser.get("/berichten/2/xml").content == inhoud
    a = audit.c
    vraag = select(a.wie, a.handeling, a.client_id).order_by(a.id.desc()).limit(2)
    assert regio.rijen(vraag) == [("declaratiemedewerker bij 12345678", "bericht opgehaald", 1)] * 2


def test_de_redenen_staan_in_een_werkblad(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(**fout()))
    browser = aanbieder(sqlite_regio)
    blad = load_workbook(BytesIO(browser.get("/berichten/2/redenen").content)).active
    kop, regel, totaal = blad.iter_rows(values_only=True)
    als_kolom = dict(zip(kop, regel, strict=True))
    assert (als_kolom["ReferentieNummer"], als_kolom["retourcode"], als_kolom["bedrag"]) == (
        "R-FOUT",
        "0611",
        118.8,
    )
    assert als_kolom["wat u kunt doen"].startswith("Kijk in het contract")
    assert totaal[6] == 118.8
    assert "R-FOUT" in browser.get("/berichten/2/redenen?vorm=csv").text


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ("", {1, 2, 3}),
        ("soort=JW323", {2, 3}),
        ("oordeel=goed", {1, 2}),
        ("oordeel=deels&soort=JW301", set()),
        ("identificatie=D-TWEE", {3}),
        ("identificatie=d-twee", set()),
        (f"van={NU:%Y-%m-%d}&tot={NU:%Y-%m-%d}", {1, 2, 3}),
        ("tot=09-04-2026", set()),
        ("van=11-04-2026", set()),
        ("na=3", {1, 2}),
    ],
)
def test_de_lijst_laat_zich_filteren(sqlite_regio: Regio, vraag: str, gevonden: set[int]) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer()
    sqlite_regio.declareer(prestatie(**fout()), identificatie="D-TWEE")
    tekst = aanbieder(sqlite_regio).get(f"/berichten?{vraag}").text
    assert {nummer for nummer in (1, 2, 3) if f'href="/berichten/{nummer}"' in tekst} == gevonden
    assert ("Geen bericht past bij wat u zoekt." in tekst) is (not gevonden)


def test_een_onleesbare_datum_wordt_uitgelegd(sqlite_regio: Regio) -> None:
    antwoord = aanbieder(sqlite_regio).get("/berichten?van=gisteren")
    assert antwoord.status_code == 422
    assert "bijvoorbeeld 31-01-2026" in antwoord.text


def test_een_dubbele_identificatie_wijst_naar_het_eerste_bericht(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(identificatie="D")
    sqlite_regio.declareer(prestatie(referentie_nummer="B"), identificatie="D")
    tekst = aanbieder(sqlite_regio).get("/berichten/3").text
    assert "Deze Identificatie was al gebruikt" in tekst
    assert 'href="/berichten/2"' in tekst
