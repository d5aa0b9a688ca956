"""Static files: their addresses, what they hold, and which theme somebody gets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backoffice.fouten import BackofficeError
from backoffice.toegang.rechten import Rol
from backoffice.ui.huisstijl import Huisstijl, huisstijl
from tests.backoffice.web.portaal import bezoeker, klant
from tests.flows.regio import Regio

STATISCH = Path(__file__).resolve().parents[3] / "backoffice" / "ui" / "statisch"


def inhoud(stijl: Huisstijl, naam: str) -> str:
    """The text a browser gets for this file."""
    return stijl.bestand(stijl.adres(naam).removeprefix("/statisch/")).inhoud.decode()


def test_wat_een_pagina_noemt_is_er_en_mag_bewaard_blijven(sqlite_regio: Regio) -> None:
    browser = klant(sqlite_regio.werkplek, bezoeker(Rol.AUDITOR))
    adressen = set(re.findall(r'"(/statisch/[^"]+)"', browser.get("/").text))
    assert {Path(adres).suffix for adres in adressen} == {".css", ".js", ".svg"}
    for adres in adressen:
        antwoord = browser.get(adres)
        assert antwoord.status_code == 200
        assert antwoord.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert antwoord.headers["x-content-type-options"] == "nosniff"


def test_een_oud_adres_is_er_niet_meer(sqlite_regio: Regio) -> None:
    browser = klant(sqlite_regio.werkplek, None)
    assert browser.get("/statisch/portaal.000000000000.js").status_code == 404
    assert browser.get("/statisch/..%2Fhuisstijl.py").status_code == 404


def test_het_adres_verandert_met_de_inhoud() -> None:
    een, ander = Huisstijl({"standaard": ":root{}"}), Huisstijl({"standaard": ":root{--merk-50:#fff}"})
    assert een.adres("thema-standaard.css") != ander.adres("thema-standaard.css")
    assert een.adres("portaal.js") == ander.adres("portaal.js")


def test_het_stijlblad_heeft_elk_token_dat_ergens_gebruikt_wordt_en_geen_ander() -> None:
    blad = inhoud(huisstijl(), "stijl.css")
    tokens, rest = blad.split("\n}\n", 1)
    bekend = set(re.findall(r"^\s*(--[\w-]+):", (STATISCH / "tokens.css").read_text("utf-8"), re.MULTILINE))
    gezet = set(re.findall(r"^\s*(--[\w-]+):", tokens, re.MULTILINE))
    gebruikt = set(re.findall(r"var\(\s*(--[\w-]+)", blad))
    assert gezet == gebruikt & bekend
    assert len(gezet) < len(bekend) / 2
    assert "sourceMappingURL" not in rest


@pytest.mark.parametrize("sjabloon", ["_pagina.html", "_onderdelen.html"])
def test_elke_klasse_heeft_een_stijl(sjabloon: str) -> None:
    tekst = (STATISCH.parent / "sjablonen" / sjabloon).read_text("utf-8")
    klassen = {
        klasse
        for waarde in re.findall(r'class="([^"]*)"', re.sub(r"{{.*?}}|{%.*?%}", " ", tekst))
        for klasse in waarde.split()
        if not klasse.endswith("--")  # the rest comes from a variable
    }
    bekend = set(re.findall(r"\.([a-z][\w-]*)", inhoud(huisstijl(), "stijl.css")))
    assert len(klassen) > 10
    assert klassen - bekend == set()


def test_niets_komt_van_een_andere_site() -> None:
    stijl = huisstijl()
    for naam in ("stijl.css", "thema-standaard.css", "portaal.js"):
        tekst = inhoud(stijl, naam)
        assert set(re.findall(r"url\([\"']?([^\"')]{0,5})", tekst)) <= {"data:"}
        assert "@import" not in tekst


def test_elk_bestand_staat_in_de_lijst_van_herkomst() -> None:
    lijst = (STATISCH / "README.md").read_text("utf-8")
    eigen = {"themas", "licenties", "README.md"}
    bestanden = [pad.relative_to(STATISCH) for pad in STATISCH.rglob("*") if pad.is_file()]
    assert [
        str(pad) for pad in bestanden if pad.parts[0] not in eigen and f"`{pad.as_posix()}`" not in lijst
    ] == []


def test_een_organisatie_met_een_eigen_thema(sqlite_regio: Regio, tmp_path: Path) -> None:
    (tmp_path / "0153.css").write_text(":root{--merk-500:#123456}", "utf-8")
    stijl = huisstijl(str(tmp_path))
    assert (stijl.thema("0153"), stijl.thema("0164"), stijl.thema(None)) == (
        "thema-0153.css",
        "thema-standaard.css",
        "thema-standaard.css",
    )
    assert "#123456" in inhoud(stijl, "thema-0153.css")
    assert inhoud(stijl, "thema-standaard.css") == (STATISCH / "themas" / "standaard.css").read_text("utf-8")


def test_een_thema_voor_iedereen() -> None:
    heide = STATISCH / "themas" / "heide.css"
    assert inhoud(huisstijl(str(heide)), "thema-standaard.css") == heide.read_text("utf-8")


def test_een_thema_dat_er_niet_is(tmp_path: Path) -> None:
    with pytest.raises(BackofficeError, match="IJW_THEMA"):
        huisstijl(str(tmp_path / "weg.css"))
