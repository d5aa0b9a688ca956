"""Contracts on the screen of the region: loaded, indexed, looked back at, and decided on by two people."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backoffice.contracts.model import Contract
from backoffice.services.contractbestand import schrijf_yaml
from backoffice.toegang.rechten import Rol
from tests.backoffice.contracts import bouwers
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows import regio as keten
from tests.flows.regio import NU, Regio

NUMMER = f"OBJ-{keten.AANBIEDER}"
INDEX = {"jaar": "2027", "percentage": "3,5"}


def manager(regio: Regio, naam: str) -> TestClient:
    return klant(regio.werkplek, replace(bezoeker(Rol.CONTRACTMANAGER), naam=naam))


def duurder() -> Contract:
    """The contract of the region, at 105 cents from July on."""
    prijzen = (bouwers.tarief(tarief=98), bouwers.tarief(date(2026, 7, 1), tarief=105))
    return replace(keten.contract(), producten=(bouwers.product(*prijzen, code="45A04"),))


def bestand(map_: Path, *contracten: Contract) -> dict[str, tuple[str, bytes]]:
    """A contract file as a form sends it."""
    schrijf_yaml(contracten, map_ / "contracten.yaml")
    return {"bestanden": ("nieuw.yaml", (map_ / "contracten.yaml").read_bytes())}


def leg_vast(browser: TestClient, proef: str) -> str:
    """Send the form of a trial as it stands in the page."""
    velden = dict(re.findall(r'type="hidden" name="(naam|inhoud)" value="([^"]*)"', proef))
    antwoord = browser.post("/contractbeheer/laden/vastleggen", files={k: (None, v) for k, v in velden.items()})
    assert antwoord.status_code == 200
    return antwoord.text


def test_een_ander_tarief_geldt_pas_als_een_tweede_het_goedkeurt(regio: Regio, tmp_path: Path) -> None:
    regio.wijs_toe()
    an, bo = manager(regio, "an"), manager(regio, "bo")
    assert "Er wachten geen voorstellen." in an.get("/contractbeheer").text
    voor = regio.dump()
    proef = an.post("/contractbeheer/laden", files=bestand(tmp_path, duurder())).text
    assert "1,05" in proef
    assert "Wat contract" in proef
    assert regio.dump() == voor
    geladen = leg_vast(an, proef)
    assert f"Voorgesteld aan een tweede persoon: {NUMMER}" in geladen
    assert f"Wachtte al: {NUMMER}" in leg_vast(an, proef)
    assert 'href="/contractbeheer/voorstellen/1"' in an.get("/contractbeheer").text
    eigen = an.get("/contractbeheer/voorstellen/1").text
    assert "U deed dit voorstel zelf" in eigen
    assert "Nieuw geladen uit" not in eigen
    geweigerd = an.post("/contractbeheer/voorstellen/1/goedkeuren")
    assert geweigerd.status_code == 409
    assert "Een ander moet erover besluiten" in geweigerd.text
    assert bo.post("/contractbeheer/voorstellen/1/goedkeuren", data={"toelichting": "akkoord"}).status_code == 303
    assert "goedgekeurd door bo" in an.get("/contractbeheer/voorstellen/1").text
    dubbel = manager(regio, "co").post("/contractbeheer/voorstellen/1/afkeuren")
    assert dubbel.status_code == 409
    assert "al goedgekeurd door bo" in dubbel.text
    assert "€ 1,05" in an.get(f"/contracten/{NUMMER}").text
    toen = an.get(f"/contracten/{NUMMER}?op=2026-06-30").text
    assert "€ 0,98" in toen
    assert "€ 1,05" not in toen
    assert "niet bekend" in an.get(f"/contracten/{NUMMER}?bekend_op=01-01-2020").text
    assert an.get("/contractbeheer/voorstellen/9").status_code == 404


def test_afkeuren_laat_het_contract_zoals_het_was(sqlite_regio: Regio, tmp_path: Path) -> None:
    an, bo = manager(sqlite_regio, "an"), manager(sqlite_regio, "bo")
    leg_vast(an, an.post("/contractbeheer/laden", files=bestand(tmp_path, duurder())).text)
    assert bo.post("/contractbeheer/voorstellen/1/afkeuren").status_code == 303
    assert "€ 1,05" not in an.get(f"/contracten/{NUMMER}").text


def test_een_fout_bestand_noemt_de_plaats(sqlite_regio: Regio, tmp_path: Path) -> None:
    an = manager(sqlite_regio, "an")
    fout = replace(keten.contract(), begindatum=date(2030, 1, 1), einddatum=date(2029, 1, 1))
    voor = sqlite_regio.dump()
    antwoord = an.post("/contractbeheer/laden", files=bestand(tmp_path, fout))
    assert antwoord.status_code == 422
    assert "Dit bestand kan niet worden geladen" in antwoord.text
    vreemd = an.post("/contractbeheer/laden", files={"bestanden": ("../../x.exe", b"MZ")})
    assert vreemd.status_code == 422
    assert an.post("/contractbeheer/laden", files={"iets": (None, "x")}).status_code == 422
    stuk = an.post("/contractbeheer/laden/vastleggen", files={"naam": (None, "x"), "inhoud": (None, "%%")})
    assert stuk.status_code == 422
    assert sqlite_regio.dump() == voor
    zelfde = an.post("/contractbeheer/laden", files=bestand(tmp_path, keten.contract())).text
    assert "Dit bestand verandert niets." in zelfde


def test_indexeren_toont_eerst_wat_er_verandert(regio: Regio) -> None:
    an = manager(regio, "an")
    assert 'value="2027"' in an.get("/contractbeheer/indexeren").text
    voor = regio.dump()
    proef = an.post("/contractbeheer/indexeren", data=INDEX).text
    # 98 cents and 3.5 percent is 101.43.
    assert "1,01" in proef
    assert "2 contracten krijgen nieuwe tarieven" in proef
    assert regio.dump() == voor
    assert "2 contracten voorgesteld" in an.post("/contractbeheer/indexeren", data=INDEX | {"doen": "maak"}).text
    nogmaals = an.post("/contractbeheer/indexeren", data=INDEX | {"doen": "maak"}).text
    assert "0 contracten voorgesteld" in nogmaals
    assert "2 wachtten al" in nogmaals
    assert "Er verandert niets." in an.post("/contractbeheer/indexeren", data=INDEX).text


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"jaar": "1999"}, "van 2000 tot en met 2099"),
        ({"jaar": "x"}, "heel getal"),
        ({"percentage": ""}, "Schrijf een percentage"),
        ({"percentage": "100,01"}, "hoogstens 100"),
        ({"percentage": "0"}, "boven 0"),
        ({"ova": "veel"}, "met een komma"),
    ],
)
def test_een_index_die_niet_kan(sqlite_regio: Regio, anders: dict[str, str], melding: str) -> None:
    antwoord = manager(sqlite_regio, "an").post("/contractbeheer/indexeren", data=INDEX | anders)
    assert antwoord.status_code == 422
    assert melding in antwoord.text


def test_wat_eruit_komt_kan_er_weer_in(sqlite_regio: Regio) -> None:
    an = manager(sqlite_regio, "an")
    for vorm in ("yaml", "xlsx"):
        uit = an.get(f"/contractbeheer/export?vorm={vorm}")
        assert uit.headers["content-disposition"] == f'attachment; filename="contracten.{vorm}"'
        weer = an.post("/contractbeheer/laden", files={"bestanden": (f"x.{vorm}", uit.content)}).text
        assert "Dit bestand verandert niets." in weer
    assert an.get("/contractbeheer/export?contract=onbekend").status_code == 409


def test_de_wacht_en_het_aantal_vragen(regio: Regio) -> None:
    an = manager(regio, "an")
    assert "zonder levering" in an.get("/contractbeheer/wacht").text
    an.post("/contractbeheer/indexeren", data=INDEX | {"doen": "maak"})
    for pad in (
        "/contractbeheer",
        "/contractbeheer/voorstellen/1",
        "/contractbeheer/wacht",
        f"/contracten/{NUMMER}",
    ):
        an.get(pad)
        with geteld(regio.engine) as opdrachten:
            assert an.get(pad).status_code == 200
        assert len([een for een in opdrachten if not een.startswith(("PRAGMA", "BEGIN"))]) <= 15, pad


def test_een_aanbieder_ziet_geen_voorstellen_en_een_auditor_alleen_ziet(sqlite_regio: Regio) -> None:
    manager(sqlite_regio, "an").post("/contractbeheer/indexeren", data=INDEX | {"doen": "maak"})
    aanbieder = klant(sqlite_regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER), NU)
    assert aanbieder.get("/contractbeheer/voorstellen/1").status_code == 403
    auditor = klant(sqlite_regio.werkplek, bezoeker(Rol.AUDITOR), NU)
    assert "/goedkeuren" not in auditor.get("/contractbeheer/voorstellen/1").text
    assert auditor.post("/contractbeheer/voorstellen/1/goedkeuren").status_code == 403
