from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from backoffice.cli import main
from backoffice.services import zipbestand
from backoffice.services.rapport import VORMEN
from ijw.berichten import basis
from ijw.nummers import test_bsn as proef_bsn
from tests.backoffice.berichtbestanden import jw323_bestand

WORTEL = Path(__file__).resolve().parents[3]
GOED = jw323_bestand()
GEEN_SCHEMA = GOED.replace(b"<jw323:Eenheid>01<", b"<jw323:Eenheid>99<")
VERKEERD_TOTAAL = jw323_bestand(totaal=7501)
TWEE_MAANDEN = basis.GeslotenPeriode(begindatum=date(2026, 2, 1), einddatum=date(2026, 3, 31))
MB = 1024 * 1024

Uitvoer = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ijw(capsys: pytest.CaptureFixture[str]) -> Uitvoer:
    """Runs `ijw valideer` and gives its exit status, output and errors."""

    def draai(*woorden: object) -> tuple[int, str, str]:
        status = main(["valideer", *map(str, woorden)])
        return status, *capsys.readouterr()

    return draai


def bestand(pad: Path, inhoud: bytes = GOED) -> Path:
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_bytes(inhoud)
    return pad


def zip_van(pad: Path, **leden: bytes) -> Path:
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_DEFLATED) as archief:
        for naam, inhoud in leden.items():
            archief.writestr(naam.replace("__", "/").replace("_", "."), inhoud)
    return pad


def als_json(uit: str) -> list[dict[str, Any]]:
    return [json.loads(regel) for regel in uit.splitlines()]


def oordelen(uit: str) -> list[tuple[str, str]]:
    return [(Path(regel["bestand"]).name, regel["oordeel"]) for regel in als_json(uit)]


# --- exit status ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inhoud", "verwacht"),
    [
        ((GOED,), 0),
        ((GOED, VERKEERD_TOTAAL), 1),
        ((GEEN_SCHEMA, GOED), 1),
        ((b"stuk", GOED), 2),
        ((VERKEERD_TOTAAL, b"stuk", GOED), 2),
    ],
)
def test_de_status_is_die_van_het_slechtste_bericht(
    ijw: Uitvoer, tmp_path: Path, inhoud: tuple[bytes, ...], verwacht: int
) -> None:
    paden = [bestand(tmp_path / f"{n}.xml", stuk) for n, stuk in enumerate(inhoud)]
    assert ijw(*paden)[0] == verwacht
    assert ijw("--json", *paden)[0] == verwacht


@pytest.mark.parametrize("woorden", [[], ["valideer"], ["valideer", "--bestaatniet", "x"], ["onbekend"]])
def test_verkeerd_gebruik(woorden: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(woorden) == 2
    uit, fout = capsys.readouterr()
    assert uit == ""
    assert fout.startswith("gebruik: ijw")
    assert "fout: " in fout
    assert "error" not in fout


@pytest.mark.parametrize("limiet", ["-1", "veel", "1.5"])
def test_een_limiet_die_niet_kan(ijw: Uitvoer, tmp_path: Path, limiet: str) -> None:
    status, _, fout = ijw(bestand(tmp_path / "a.xml"), f"--limiet={limiet}")
    assert status == 2
    assert f"'{limiet}' kan hier niet" in fout


def test_hulp_is_nederlands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["valideer", "--help"]) == 0
    uit = capsys.readouterr().out
    assert "--limiet MB" in uit
    assert not re.search(r"\b(usage|options|arguments|show|exit)\b", uit)


def test_een_pad_dat_niet_bestaat_houdt_de_rest_niet_op(ijw: Uitvoer, tmp_path: Path) -> None:
    status, uit, fout = ijw("--json", tmp_path / "weg.xml", bestand(tmp_path / "goed.xml"))
    assert status == 2
    assert oordelen(uit) == [("goed.xml", "goed")]
    assert "weg.xml: dit bestand of deze map bestaat niet" in fout


def test_een_onvoorziene_fout_is_een_regel_zonder_gegevens(
    ijw: Uitvoer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kapot(*_: object, **__: object) -> None:
        raise RuntimeError(f"bsn {proef_bsn(1)}")

    monkeypatch.setattr("backoffice.cli.valideer.valideer", kapot)
    pad = bestand(tmp_path / "a.xml")
    status, uit, fout = ijw(pad)
    assert status == 2
    assert len(fout.splitlines()) == 1
    assert "RuntimeError" in fout
    assert proef_bsn(1) not in uit + fout
    assert "Traceback" in ijw(pad, "--traceback")[2]


def test_wie_niet_verder_leest_krijgt_geen_klacht(tmp_path: Path) -> None:
    for nummer in range(200):
        bestand(tmp_path / f"{nummer}.xml", VERKEERD_TOTAAL)
    opdracht = [sys.executable, "-m", "backoffice.cli", "valideer", "--json", str(tmp_path)]
    proces = subprocess.Popen(opdracht, cwd=WORTEL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert proces.stdout is not None
    proces.stdout.readline()
    proces.stdout.close()
    assert proces.stderr is not None
    assert proces.stderr.read() == b""
    proces.stderr.close()
    assert proces.wait() == 2


# --- JSON -----------------------------------------------------------------------------------------

SLEUTELS = ["bestand", "bericht", "release", "oordeel", "niveau", "bevindingen"]
BEVINDING = {
    "regel": str,
    "niveau": int | None,
    "retourcode": str | None,
    "locatie": str,
    "gevonden": str,
    "verwacht": str,
    "melding": str,
    "regelnummer": int | None,
}


@pytest.mark.parametrize(
    ("inhoud", "oordeel", "niveau", "regels"),
    [
        (GOED, "goed", None, set()),
        (GEEN_SCHEMA, "afgekeurd", 1, {("XSD", 1, None)}),
        (VERKEERD_TOTAAL, "afgekeurd", 2, {("TR358", 2, "0001")}),
        (jw323_bestand(periode=TWEE_MAANDEN), "afgekeurd", 2, {("CS337", 2, "0001")}),
        (b"stuk", "onleesbaar", None, {("XML", None, None)}),
    ],
)
def test_json_heeft_precies_deze_sleutels_en_typen(
    ijw: Uitvoer, tmp_path: Path, inhoud: bytes, oordeel: str, niveau: int | None, regels: set[object]
) -> None:
    pad = bestand(tmp_path / "a.xml", inhoud)
    (regel,) = als_json(ijw("--json", pad)[1])
    assert list(regel) == SLEUTELS
    assert regel["bestand"] == str(pad)
    assert (regel["oordeel"], regel["niveau"]) == (oordeel, niveau)
    leesbaar = oordeel != "onleesbaar"
    assert (regel["bericht"], regel["release"]) == (("JW323", "3.2") if leesbaar else (None, None))
    for bevinding in regel["bevindingen"]:
        assert list(bevinding) == list(BEVINDING)
        assert all(isinstance(bevinding[sleutel], soort) for sleutel, soort in BEVINDING.items())
    assert {(b["regel"], b["niveau"], b["retourcode"]) for b in regel["bevindingen"]} == regels


def test_json_is_een_regel_per_bericht_in_vaste_volgorde(ijw: Uitvoer, tmp_path: Path) -> None:
    for naam in ("b/2.xml", "a.xml", "b/1.XML", "c.xml", "b/notitie.txt"):
        bestand(tmp_path / naam)
    verwacht = [str(tmp_path / naam) for naam in ("a.xml", "b/1.XML", "b/2.xml", "c.xml")]
    assert [regel["bestand"] for regel in als_json(ijw("--json", tmp_path)[1])] == verwacht


# --- for people -----------------------------------------------------------------------------------


def test_het_belangrijkste_staat_bovenaan(ijw: Uitvoer, tmp_path: Path) -> None:
    for naam, inhoud in {"1": GOED, "2": VERKEERD_TOTAAL, "3": GEEN_SCHEMA, "4": b"stuk", "5": GOED}.items():
        bestand(tmp_path / f"{naam}.xml", inhoud)
    status, uit, fout = ijw(tmp_path)
    assert status == 2
    assert fout == ""
    koppen = [regel for regel in uit.splitlines() if regel and not regel.startswith(" ")]
    assert koppen == [
        f"ONLEESBAAR {tmp_path}/4.xml",
        f"AFGEKEURD {tmp_path}/3.xml (JW323, release 3.2)",
        f"AFGEKEURD {tmp_path}/2.xml (JW323, release 3.2)",
        "5 berichten bekeken: 1 onleesbaar, 2 afgekeurd, 2 goed.",
    ]


def test_een_fout_zegt_waar_wat_en_waarom(ijw: Uitvoer, tmp_path: Path) -> None:
    uit = ijw(bestand(tmp_path / "a.xml", GEEN_SCHEMA))[1]
    regelnummer = GEEN_SCHEMA[: GEEN_SCHEMA.index(b"<jw323:Eenheid>")].count(b"\n") + 1
    assert "1 fout op niveau 1: het bericht past niet in het schema." in uit
    assert "Wat u kunt doen: " in uit
    assert f", regel {regelnummer} van het bestand" in uit
    assert "gevonden: is 99" in uit
    assert "verwacht: een van 01, 04, 14, 16, 82, 83, 84 (WJ756)" in uit
    assert "plaats:   /Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]" in uit
    assert "controle: XSD" in uit


def test_een_fout_binnen_het_bericht_noemt_regel_en_retourcode(ijw: Uitvoer, tmp_path: Path) -> None:
    uit = ijw(bestand(tmp_path / "a.xml", VERKEERD_TOTAAL))[1]
    assert "op niveau 2" in uit
    assert "controle: TR358, retourcode 0001" in uit


@pytest.mark.parametrize(("aantal", "verborgen"), [(10, 0), (11, 1), (25, 15)])
def test_niet_meer_dan_tien_fouten_tenzij_gevraagd(
    ijw: Uitvoer, tmp_path: Path, aantal: int, verborgen: int
) -> None:
    pad = bestand(tmp_path / "a.xml", jw323_bestand(prestaties=aantal, periode=TWEE_MAANDEN))
    uit, alles = ijw(pad)[1], ijw(pad, "--alle")[1]
    assert uit.count("controle: CS337") == aantal - verborgen
    assert ("en nog " in uit) == bool(verborgen)
    if verborgen:
        assert f"en nog {verborgen} (toon alles met --alle)" in uit
    assert alles.count("controle: CS337") == aantal
    assert "en nog" not in alles


def test_geen_kleur_buiten_een_terminal(ijw: Uitvoer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pad = bestand(tmp_path / "a.xml", b"stuk")
    assert "\x1b" not in ijw(pad)[1]
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert "\x1b[1;31mONLEESBAAR\x1b[0m" in ijw(pad)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in ijw(pad)[1]


def test_geen_bsn_of_naam_in_de_uitvoer(ijw: Uitvoer, tmp_path: Path) -> None:
    bsn = proef_bsn(1).encode()
    for nummer, waarde in enumerate((b"999900019", b"99990001", bsn + b" Jansen", b"Jansen")):
        pad = bestand(tmp_path / f"{nummer}.xml", GOED.replace(bsn, waarde))
        for optie in ("--alle", *(f"--rapport={vorm}" for vorm in VORMEN)):
            status, uit, fout = ijw(pad, optie)
            assert status == 1
            assert "9999" not in uit + fout
            assert "Jansen" not in uit + fout


def test_wat_in_het_bericht_staat_bestuurt_de_terminal_niet(ijw: Uitvoer, tmp_path: Path) -> None:
    inhoud = GOED.replace(b"<jw323:Eenheid>01<", "<jw323:Eenheid>\u009b2J\u202e<".encode())
    status, uit, _ = ijw(bestand(tmp_path / "a.xml", inhoud))
    assert status == 1
    assert all(teken.isprintable() for teken in uit.replace("\n", ""))


# --- the other forms of report --------------------------------------------------------------------


def test_elke_vorm_vertelt_over_alle_berichten(ijw: Uitvoer, tmp_path: Path) -> None:
    map_ = tmp_path / "in"
    bestand(map_ / "1.xml")
    zip_van(map_ / "z.zip", a_xml=VERKEERD_TOTAAL, b_xml=GEEN_SCHEMA)
    for vorm in VORMEN:
        status, uit, fout = ijw("--rapport", vorm, map_)
        assert (status, fout) == (1, ""), vorm
        assert f"{map_}/z.zip/a.xml".lstrip("/") in uit
        assert "TR358" in uit
        naar = tmp_path / vorm
        assert ijw("--rapport", vorm, map_, "--naar", naar)[:2] == (
            1,
            "3 berichten bekeken: 0 onleesbaar, 2 afgekeurd, 1 goed.\n",
        )
        assert naar.read_text("utf-8") == uit
    assert ijw("--rapport", "json", map_)[1] == ijw("--json", map_)[1]
    assert sorted(pad.name for pad in tmp_path.iterdir()) == sorted(["in", *VORMEN])


def test_een_rapport_vervangt_het_vorige(ijw: Uitvoer, tmp_path: Path) -> None:
    naar = bestand(tmp_path / "r.html", b"vorig rapport")
    ijw("--rapport", "html", bestand(tmp_path / "a.xml"), "--naar", naar)
    assert naar.read_text("utf-8").startswith("<!doctype html>")


def test_een_rapport_naar_een_pijp_laat_de_pijp_staan(ijw: Uitvoer, tmp_path: Path) -> None:
    pijp = tmp_path / "pijp"
    os.mkfifo(pijp)
    lezer = os.open(pijp, os.O_RDONLY | os.O_NONBLOCK)
    assert ijw("--json", bestand(tmp_path / "a.xml"), "--naar", pijp)[0] == 0
    assert json.loads(os.read(lezer, 10_000))["oordeel"] == "goed"
    os.close(lezer)
    assert pijp.is_fifo()


@pytest.mark.parametrize("naar", ["", "weg/r.html"])
def test_een_rapport_dat_nergens_kan_staan(ijw: Uitvoer, tmp_path: Path, naar: str) -> None:
    status, uit, fout = ijw("--rapport", "html", bestand(tmp_path / "a.xml"), "--naar", tmp_path / naar)
    assert status == 2
    assert uit == "1 bericht bekeken: 0 onleesbaar, 0 afgekeurd, 1 goed.\n"
    assert f"{tmp_path / naar}: het rapport kan hier niet staan" in fout
    assert [pad.name for pad in tmp_path.iterdir()] == ["a.xml"]


def test_json_en_een_andere_vorm_gaan_niet_samen(ijw: Uitvoer, tmp_path: Path) -> None:
    status, uit, fout = ijw("--json", "--rapport", "html", bestand(tmp_path / "a.xml"))
    assert (status, uit) == (2, "")
    assert fout.startswith("gebruik: ijw valideer")
    assert ijw("--rapport", "pdf", tmp_path / "a.xml")[0] == 2


def test_een_rapport_is_utf8_in_elke_terminal(tmp_path: Path) -> None:
    pad = bestand(tmp_path / "é.xml", GEEN_SCHEMA)
    opdracht = [sys.executable, "-m", "backoffice.cli", "valideer", str(pad), "--rapport"]
    for vorm in ("html", "istandaarden", "junit"):
        gedraaid = subprocess.run(
            [*opdracht, vorm],
            cwd=WORTEL,
            capture_output=True,
            env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C.UTF-8"},
        )
        assert gedraaid.returncode == 1
        assert "utf-8" in gedraaid.stdout.decode("utf-8").lower()
    assert "é.xml" in ElementTree.fromstring(gedraaid.stdout)[0][0].get("name", "")


# --- files, folders, standard input ----------------------------------------------------------------


def test_een_beschadigd_bestand_is_onleesbaar(ijw: Uitvoer, tmp_path: Path) -> None:
    status, uit, _ = ijw(bestand(tmp_path / "a.xml", GOED[:1200]))
    assert status == 2
    assert "afgebroken of beschadigd" in uit


def test_een_bestand_van_26_mb_wordt_geweigerd(ijw: Uitvoer, tmp_path: Path) -> None:
    pad = bestand(tmp_path / "a.xml")
    with pad.open("ab") as uitvoer:
        uitvoer.write(b"\n" * (26 * MB - len(GOED)))
    status, uit, _ = ijw(pad)
    assert status == 2
    assert "Het bestand is groter dan 25 MB. Splits het bericht (IB003)." in uit
    for limiet in (26, 0):
        assert ijw("--limiet", limiet, pad)[0] == 0


def test_een_map_zonder_berichten(ijw: Uitvoer, tmp_path: Path) -> None:
    status, uit, fout = ijw(tmp_path)
    assert (status, uit) == (2, "")
    assert "in deze map staan geen xml- of zip-bestanden" in fout


def test_een_naam_die_geen_utf8_is(tmp_path: Path) -> None:
    # A process of its own: the name has to travel through its arguments and its real output.
    with open(os.fsencode(tmp_path) + b"/caf\xe9\n.xml", "wb") as uitvoer:
        uitvoer.write(GOED)
    opdracht = [sys.executable, "-m", "backoffice.cli", "valideer", str(tmp_path)]
    for extra in ([], ["--json"]):
        gedraaid = subprocess.run([*opdracht, *extra], cwd=WORTEL, capture_output=True, check=True)
        gedraaid.stdout.decode("ascii")
        assert len(gedraaid.stdout.splitlines()) == 1
    assert json.loads(gedraaid.stdout)["bestand"] == f"{tmp_path}/caf\\xe9\\n.xml"


def test_een_link_naar_niets_is_onleesbaar(ijw: Uitvoer, tmp_path: Path) -> None:
    (tmp_path / "a.xml").symlink_to(tmp_path / "weg.xml")
    for pad in (tmp_path, tmp_path / "a.xml"):
        status, uit, _ = ijw("--json", pad)
        assert (status, oordelen(uit)) == (2, [("a.xml", "onleesbaar")])


def test_een_pijp_in_een_map_houdt_niets_op(ijw: Uitvoer, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.xml")
    bestand(tmp_path / "goed.xml")
    status, uit, _ = ijw("--json", tmp_path)
    assert (status, oordelen(uit)) == (0, [("goed.xml", "goed")])


@pytest.mark.parametrize(
    ("inhoud", "status"), [(GOED, 0), (VERKEERD_TOTAAL, 1), (b"", 2), (GOED + b"\n" * 26 * MB, 2)]
)
def test_van_de_invoer(ijw: Uitvoer, monkeypatch: pytest.MonkeyPatch, inhoud: bytes, status: int) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(inhoud)))
    gekregen, uit, _ = ijw("--json", "-")
    assert gekregen == status
    assert als_json(uit)[0]["bestand"] == "-"


def test_een_bron_zonder_eind_wordt_niet_uitgelezen(ijw: Uitvoer, monkeypatch: pytest.MonkeyPatch) -> None:
    class Eindeloos(io.RawIOBase):
        gelezen = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            self.gelezen += len(buffer)
            assert self.gelezen < 30 * MB
            buffer[:] = (GOED + b"\n" * len(buffer))[: len(buffer)]
            return len(buffer)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Eindeloos(), MB)))
    status, uit, _ = ijw("-")
    assert status == 2
    assert "groter dan 25 MB" in uit


def test_een_grote_invoer_zonder_limiet_gaat_via_een_tijdelijk_bestand(
    ijw: Uitvoer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(zipbestand, "_IN_GEHEUGEN", 1000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOED)))
    assert ijw("--limiet", 0, "-")[0] == 0
    assert list(tmp_path.iterdir()) == []


# --- zip files ------------------------------------------------------------------------------------


def test_een_zip_wordt_lid_voor_lid_bekeken(ijw: Uitvoer, tmp_path: Path) -> None:
    leden = {"a_xml": GOED, "map__b_xml": VERKEERD_TOTAAL, "c_xml": b"stuk", "leesmij_txt": b"hoi"}
    pad = zip_van(tmp_path / "z.zip", **leden)
    status, uit, _ = ijw("--json", pad)
    assert status == 2
    assert [(regel["bestand"], regel["oordeel"]) for regel in als_json(uit)] == [
        (f"{pad}/a.xml", "goed"),
        (f"{pad}/map/b.xml", "afgekeurd"),
        (f"{pad}/c.xml", "onleesbaar"),
    ]
    # In a folder, and under a name that does not tell.
    assert ijw("--json", tmp_path)[1] == uit
    assert ijw("--json", pad.rename(tmp_path / "z"))[1] == uit.replace("z.zip", "z")


def test_een_zip_in_een_zip_wordt_niet_uitgepakt(ijw: Uitvoer, tmp_path: Path) -> None:
    binnen = zip_van(tmp_path / "binnen.zip", a_xml=GOED).read_bytes()
    status, uit, _ = ijw("--json", zip_van(tmp_path / "z.zip", b_xml=GOED, binnen_zip=binnen))
    assert (status, oordelen(uit)) == (2, [("b.xml", "goed"), ("binnen.zip", "onleesbaar")])


def test_een_zip_kan_nergens_schrijven(ijw: Uitvoer, tmp_path: Path) -> None:
    map_ = tmp_path / "een" / "twee"
    map_.mkdir(parents=True)
    pad = map_ / "z.zip"
    with zipfile.ZipFile(pad, "w") as archief:
        archief.writestr("../../weg.xml", GOED)
    assert ijw(pad)[0] == 0
    assert [p.name for p in tmp_path.rglob("*.*")] == ["z.zip"]


def test_een_zipbom_wordt_niet_uitgelezen(ijw: Uitvoer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # 600 MB of newlines behind good messages in less than 1 MB; each of the files is within the limit.
    pad = tmp_path / "bom.zip"
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archief:
        for nummer in range(300):
            archief.writestr(f"{nummer:03}.xml", GOED + b"\n" * (2 * MB - len(GOED)))
    uitgepakt = _tel_uitgepakt(monkeypatch)
    status, uit, _ = ijw("--json", "--limiet", 2, pad)
    assert status == 2
    *goede, laatste = als_json(uit)
    assert {regel["oordeel"] for regel in goede} == {"goed"}
    assert laatste["bestand"] == str(pad)
    assert "veel te groot" in laatste["bevindingen"][0]["gevonden"]
    assert sum(uitgepakt) <= 2 * MB * zipbestand.MEESTE_BERICHTEN + MB


def test_een_kleine_zipbom_wordt_aan_zijn_verhouding_herkend(ijw: Uitvoer, tmp_path: Path) -> None:
    # 20 MB in about 20 kB: within the total of its messages, and still no zip file of messages.
    leden = {f"{nummer}_xml": GOED + b"\n" * (MB - len(GOED)) for nummer in range(20)}
    pad = zip_van(tmp_path / "bom.zip", **leden)
    status, uit, _ = ijw("--json", pad)
    assert status == 2
    *goede, laatste = als_json(uit)
    assert len(goede) == pad.stat().st_size * zipbestand.VERHOUDING // MB
    assert "veel te groot" in laatste["bevindingen"][0]["gevonden"]


def test_een_lid_groter_dan_de_limiet(ijw: Uitvoer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Noise keeps the zip file large, so that only the limit per message is at stake.
    ruis = os.urandom(MB)
    pad = zip_van(tmp_path / "z.zip", a_xml=GOED + b"\n" * 26 * MB, b_xml=GOED, c_txt=ruis)
    uitgepakt = _tel_uitgepakt(monkeypatch)
    status, uit, _ = ijw("--json", pad)
    assert (status, oordelen(uit)) == (2, [("a.xml", "onleesbaar"), ("b.xml", "goed")])
    assert sum(uitgepakt) <= 27 * MB


def _tel_uitgepakt(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    aantallen: list[int] = []
    lees = zipfile.ZipExtFile.read

    def tel(self: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        blok = lees(self, n)
        aantallen.append(len(blok))
        return blok

    monkeypatch.setattr(zipfile.ZipExtFile, "read", tel)
    return aantallen


def test_het_totaal_van_een_zip_is_begrensd(ijw: Uitvoer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipbestand, "MEESTE_BERICHTEN", 2)
    ruis = os.urandom(MB)
    groot = GOED + b"\n" * (MB - len(GOED))
    drie = zip_van(tmp_path / "3.zip", a_xml=groot, b_xml=groot, c_xml=groot, r_txt=ruis)
    twee = zip_van(tmp_path / "2.zip", a_xml=groot, b_xml=groot, r_txt=ruis)
    assert ijw("--limiet", 1, twee)[0] == 0
    assert ijw("--limiet", 1, drie)[0] == 2
    assert ijw("--limiet", 0, drie)[0] == 0


def test_een_zip_met_te_veel_bestanden(ijw: Uitvoer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipbestand, "MEESTE_LEDEN", 2)
    assert ijw(zip_van(tmp_path / "2.zip", a_xml=GOED, b_xml=GOED))[0] == 0
    status, uit, _ = ijw(zip_van(tmp_path / "3.zip", a_xml=GOED, b_xml=GOED, c_xml=GOED))
    assert status == 2
    assert "telt meer dan 2 bestanden" in uit


def test_een_verborgen_zip64_inhoudsopgave_wordt_niet_gelezen(ijw: Uitvoer, tmp_path: Path) -> None:
    inhoud = zip_van(tmp_path / "z.zip", a_xml=GOED).read_bytes()
    verwijzing = b"PK\x06\x07" + bytes(16)
    status, uit, _ = ijw(bestand(tmp_path / "v.zip", inhoud[:-22] + verwijzing + inhoud[-22:]))
    assert status == 2
    assert "telt meer dan" in uit


@pytest.mark.parametrize("inhoud", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(10), b"geen zip", bytes(70_000)])
def test_een_zip_die_er_geen_is(ijw: Uitvoer, tmp_path: Path, inhoud: bytes) -> None:
    status, uit, _ = ijw(bestand(tmp_path / "z.zip", inhoud))
    assert status == 2
    assert "geen goed zip-bestand" in uit


def test_een_lege_zip(ijw: Uitvoer, tmp_path: Path) -> None:
    status, uit, _ = ijw(zip_van(tmp_path / "z.zip", leesmij_txt=b"hoi"))
    assert status == 2
    assert "In het zip-bestand staan geen xml-bestanden." in uit


def test_een_zip_met_een_wachtwoord(ijw: Uitvoer, tmp_path: Path) -> None:
    inhoud = bytearray(zip_van(tmp_path / "z.zip", a_xml=GOED).read_bytes())
    inhoud[6] |= 1
    inhoud[inhoud.index(b"PK\x01\x02") + 8] |= 1
    status, uit, _ = ijw(bestand(tmp_path / "v.zip", bytes(inhoud)))
    assert status == 2
    assert "versleuteld" in uit


def test_een_zip_met_een_andere_inpakker(ijw: Uitvoer, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_BZIP2) as archief:
        archief.writestr("a.xml", GOED)
    status, uit, _ = ijw(tmp_path / "z.zip")
    assert status == 2
    assert "ongewone manier ingepakt" in uit


def test_een_beschadigd_lid_houdt_de_andere_niet_op(ijw: Uitvoer, tmp_path: Path) -> None:
    inhoud = bytearray(zip_van(tmp_path / "z.zip", a_xml=GOED, b_xml=GOED).read_bytes())
    inhoud[200] ^= 0xFF
    status, uit, _ = ijw("--json", bestand(tmp_path / "k.zip", bytes(inhoud)))
    assert (status, oordelen(uit)) == (2, [("a.xml", "onleesbaar"), ("b.xml", "goed")])


def test_een_lid_dat_liegt_over_zijn_grootte(ijw: Uitvoer, tmp_path: Path) -> None:
    # It says 100 bytes, in both places, and holds more.
    inhoud = bytearray(zip_van(tmp_path / "z.zip", a_xml=GOED).read_bytes())
    for plek in (22, inhoud.index(b"PK\x01\x02") + 24):
        inhoud[plek : plek + 4] = (100).to_bytes(4, "little")
    status, uit, _ = ijw("--json", bestand(tmp_path / "l.zip", bytes(inhoud)))
    assert (status, oordelen(uit)) == (2, [("a.xml", "onleesbaar")])


def test_willekeurig_beschadigde_zips_geven_altijd_een_oordeel(ijw: Uitvoer, tmp_path: Path) -> None:
    heel = zip_van(tmp_path / "z.zip", a_xml=GOED, b_xml=GOED).read_bytes()
    for plek in range(0, len(heel), 5):
        kapot = bytearray(heel)
        kapot[plek] ^= 0xA5
        status, uit, fout = ijw("--json", bestand(tmp_path / "k.zip", bytes(kapot)))
        assert status in (0, 2), plek
        assert uit, plek
        assert fout == "", plek


# --- starting -------------------------------------------------------------------------------------


def test_een_kleine_opdracht_laadt_geen_zware_bibliotheken(tmp_path: Path) -> None:
    pad = bestand(tmp_path / "a.xml")
    zwaar = {
        "sqlalchemy",
        "rich",
        "fastapi",
        "openpyxl",
        "xlsxwriter",
        "xmlschema",
        "jinja2",
        "cryptography",
        "holidays",
        "yaml",
        "zipfile",
    }
    vraag = (
        "import sys; from backoffice.cli import main; status = main(sys.argv[1:]); "
        "print(*sorted({naam.partition('.')[0] for naam in sys.modules})); sys.exit(status)"
    )
    gedraaid = subprocess.run(
        [sys.executable, "-c", vraag, "valideer", str(pad)], cwd=WORTEL, capture_output=True, check=True, text=True
    )
    geladen = set(gedraaid.stdout.splitlines()[-1].split())
    assert "lxml" in geladen
    assert not geladen & zwaar
