"""The termijnwacht and the contracts of an aanbieder, and what waits on the first page."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from backoffice.contracts.model import Declaratietermijn
from backoffice.storage.tabellen import audit
from backoffice.toegang.rechten import Rol
from backoffice.ui import termijnwacht as ui
from tests.backoffice.ui.test_prestaties import fout
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows import test_termijn as termijn
from tests.flows.regio import NU, Regio, prestatie


def test_de_lijst_zegt_wat_wanneer_moet(regio: Regio) -> None:
    termijn.spreek_af(regio, Declaratietermijn(1))
    termijn.wijs_toe(regio)
    browser = klant(regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER))
    tekst = browser.get("/termijnwacht").text
    assert "Te laat (2)" in tekst
    assert "02-03-2026" in tekst
    assert "Later (1)" in tekst
    assert "30-04-2026" in tekst
    assert "<td>39 dagen te laat</td>" in tekst
    assert "<td>nog 20 dagen</td>" in tekst
    assert ("termijnwacht ingezien",) in regio.rijen(select(audit.c.handeling))
    csv = browser.get("/termijnwacht?vorm=csv")
    assert csv.headers["content-disposition"] == 'attachment; filename="termijnwacht-2026-04-10.csv"'
    assert csv.text.count("te laat") == 2


def test_een_lange_lijst_staat_in_het_bestand(sqlite_regio: Regio, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit on the screen is counted, and what does not fit on a sheet is given as CSV."""
    termijn.spreek_af(sqlite_regio, Declaratietermijn(1))
    termijn.wijs_toe(sqlite_regio)
    browser = klant(sqlite_regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER))
    excel = browser.get("/termijnwacht?vorm=excel")
    assert len(list(load_workbook(BytesIO(excel.content)).active.rows)) == 5
    monkeypatch.setattr(ui, "_GETOOND", 1)
    with geteld(sqlite_regio.engine) as opdrachten:
        tekst = browser.get("/termijnwacht").text
    assert len(opdrachten) <= 15
    assert "Te laat (2)" in tekst
    assert "En nog 1." in tekst
    assert "vorm=excel" in tekst
    monkeypatch.setattr(ui, "_OP_EEN_BLAD", 2)
    assert "vorm=excel" not in browser.get("/termijnwacht").text
    csv = browser.get("/termijnwacht?vorm=excel")
    assert csv.headers["content-disposition"].endswith('.csv"')
    assert csv.text.splitlines()[-1].startswith("3 prestaties")


def test_een_ander_ziet_er_niets_van(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    ander = klant(sqlite_regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER, van_een_ander=True))
    for pad in ("/termijnwacht", "/termijnwacht?aanbieder=12345678", "/termijnwacht?gemeente=0153"):
        assert "alles wat voorbij is, is ingediend" in ander.get(pad).text


def test_de_regio_kiest_eerst_een_aanbieder(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    browser = klant(sqlite_regio.werkplek, bezoeker(Rol.CONTRACTMANAGER))
    assert "Kies een aanbieder of een gemeente." in browser.get("/termijnwacht?vorm=csv").text
    assert "1001" in browser.get("/termijnwacht?aanbieder=12345678").text


def test_een_contract_toont_tarief_termijn_en_deelnemers(sqlite_regio: Regio) -> None:
    termijn.spreek_af(sqlite_regio, Declaratietermijn(1))
    browser = klant(sqlite_regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER))
    assert 'href="/contracten/OBJ-12345678"' in browser.get("/contracten").text
    tekst = browser.get("/contracten/OBJ-12345678").text
    assert "€ 0,98 (vast)" in tekst
    assert "1 maand na de maand van levering" in tekst
    assert "0153" in tekst
    assert "OBJ-87654321" not in browser.get("/contracten").text


@pytest.mark.parametrize(
    ("rol", "ziet"), [(Rol.DECLARATIEMEDEWERKER, False), (Rol.ADMINISTRATIE, True), (Rol.AUDITOR, True)]
)
def test_een_contract_van_een_ander_is_er_niet(sqlite_regio: Regio, rol: Rol, ziet: bool) -> None:
    browser = klant(sqlite_regio.werkplek, bezoeker(rol))
    assert browser.get("/contracten/OBJ-87654321").status_code == (200 if ziet else 404)


def test_een_gemeente_ziet_alleen_contracten_waaraan_zij_meedoet(sqlite_regio: Regio) -> None:
    termijn.spreek_af(sqlite_regio)
    for van_een_ander in (False, True):
        browser = klant(sqlite_regio.werkplek, bezoeker(Rol.ADMINISTRATIE, van_een_ander=van_een_ander))
        assert ("OBJ-12345678" in browser.get("/contracten").text) is not van_een_ander


def aantallen(regio: Regio, op: datetime = NU, *, van_een_ander: bool = False) -> list[str]:
    """The numbers on the first page of an aanbieder."""
    wie = bezoeker(Rol.DECLARATIEMEDEWERKER, van_een_ander=van_een_ander)
    tekst = klant(regio.werkplek, wie, op).get("/").text
    return [stuk.partition("<")[0] for stuk in tekst.split('<td class="getal">')[1:]]


def test_de_startpagina_telt_wat_wacht(regio: Regio) -> None:
    assert aantallen(regio) == ["0", "0", "0", "0"]
    termijn.spreek_af(regio, Declaratietermijn(1))
    termijn.wijs_toe(regio)
    regio.declareer(prestatie(**fout()))
    # January and February are late, and March is due on the last of April. The answer is new for a week.
    assert aantallen(regio) == ["1", "2", "1", "0"]
    assert aantallen(regio, NU + timedelta(days=7, seconds=1)) == ["1", "2", "0", "0"]
    assert aantallen(regio, van_een_ander=True) == ["0", "0", "0", "0"]


def test_wie_niets_besluit_ziet_alleen_of_het_werk_op_rooster_lukte(sqlite_regio: Regio) -> None:
    tekst = klant(sqlite_regio.werkplek, bezoeker(Rol.AUDITOR)).get("/").text
    assert [rij.partition('"')[0] for rij in tekst.split('<th scope="row"><a class="nl-link" href="')[1:]] == [
        "/runs"
    ]
