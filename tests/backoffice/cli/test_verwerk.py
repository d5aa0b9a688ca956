from __future__ import annotations

import io
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from backoffice.bootstrap import lees_instellingen, open_werkplek
from backoffice.cli import main
from backoffice.fouten import InstellingFout
from backoffice.services import ontvang
from backoffice.storage import database as opslag
from backoffice.versleuteling import nieuwe_sleutel
from ijw import codec
from ijw.bron import STANDAARD_LIMIET
from tests import bouwers
from tests.flows.regio import VasteKlok, als_bytes, jw301_van, jw323_van, leeg_register, prestatie

Uitvoer = Callable[..., tuple[int, str, str]]
GOED = als_bytes(jw323_van(identificatie="D-GOED"))
TOEWIJZING = als_bytes(jw301_van(identificatie="T-GOED"))
MB = 1024 * 1024


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "register.db"


@pytest.fixture(scope="module")
def met_contracten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a register with contracts, to copy."""
    map_ = tmp_path_factory.mktemp("contracten")
    werkplek = open_werkplek(f"sqlite:///{map_ / 'register.db'}", {})
    leeg_register(werkplek.engine)
    werkplek.engine.dispose()
    return map_


@pytest.fixture
def ijw(
    database: Path, met_contracten: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Uitvoer:
    """Runs `ijw verwerk` on a register with contracts; gives exit status, output and errors."""
    for naam in [naam for naam in os.environ if naam.startswith("IJW_")]:
        monkeypatch.delenv(naam)
    monkeypatch.setattr("backoffice.cli.verwerk.datetime", VasteKlok)
    shutil.copytree(met_contracten, database.parent)

    def draai(*woorden: object, url: str = f"sqlite:///{database}") -> tuple[int, str, str]:
        status = main(["verwerk", *map(str, woorden), "--database", url])
        return status, *capsys.readouterr()

    return draai


def bestand(pad: Path, inhoud: bytes) -> Path:
    pad.write_bytes(inhoud)
    return pad


@pytest.fixture
def berichten(tmp_path: Path) -> Path:
    map_ = tmp_path / "in"
    map_.mkdir()
    bestand(map_ / "1.xml", TOEWIJZING)
    bestand(map_ / "2.xml", GOED)
    return map_


def aantal(database: Path, tabel: str) -> int:
    verbinding = sqlite3.connect(database)
    ((gevonden,),) = verbinding.execute(f"SELECT count(*) FROM {tabel}")
    verbinding.close()
    return int(gevonden)


# --- outcomes -------------------------------------------------------------------------------------


def test_een_map_verwerken(ijw: Uitvoer, berichten: Path, tmp_path: Path) -> None:
    status, uit, fout = ijw(berichten, "--uit", tmp_path / "antwoorden")
    assert (status, fout) == (0, "")
    assert f"{berichten}/1.xml: JW301 T-GOED van 0153 aan 12345678 verwerkt\n    1 nieuw\n" in uit
    assert "    antwoord: JW302, goedgekeurd\n" in uit
    assert "JW323 D-GOED van 12345678 aan 0153 verwerkt" in uit
    assert "1 prestatie: toegekend € 117,60, afgewezen € 0,00" in uit
    assert uit.endswith("\n2 verwerkt.\n")
    retour, antwoord = sorted((tmp_path / "antwoorden").iterdir())
    assert retour.name.startswith("JW302_12345678_0153_")
    assert codec.lees(retour).header.retour_codes == ()
    assert antwoord.name.startswith("JW325_0153_12345678_")
    assert codec.lees(antwoord).declaratie_antwoord.retour_codes == ("8001",)


def test_nog_eens_geeft_hetzelfde_antwoord_in_hetzelfde_bestand(
    ijw: Uitvoer, berichten: Path, tmp_path: Path
) -> None:
    ijw(berichten, "--uit", tmp_path / "a")
    status, uit, _ = ijw(berichten, "--uit", tmp_path / "b")
    assert status == 0
    assert uit.count("al eerder ontvangen; er verandert niets") == 2
    een, twee = ({pad.name: pad.read_bytes() for pad in (tmp_path / map_).iterdir()} for map_ in "ab")
    assert len(een) == 2
    assert een == twee


def test_een_conflict(ijw: Uitvoer, berichten: Path) -> None:
    ijw(berichten)
    ander = bestand(berichten / "2.xml", als_bytes(jw323_van(identificatie="D-GOED")))
    status, uit, _ = ijw(ander)
    assert status == 1
    assert "iemand moet ernaar kijken" in uit
    assert "(TR056, 9056)" in uit


@pytest.mark.parametrize(
    ("inhoud", "status", "verwacht"),
    [
        (als_bytes(jw323_van(totaal_bedrag=1)), 1, "(TR358, 0001)"),
        (GOED.replace(b"<jw323:Eenheid>01<", b"<jw323:Eenheid>99<"), 1, "XSD"),
        (als_bytes(jw323_van(prestatie(toewijzing_nummer=7))), 0, "(TR338, 9338)"),
        (als_bytes(jw323_van(gemeente="0200")), 2, "Dit bericht is voor gemeente 0200"),
        (als_bytes(bouwers.jw319_bericht()), 1, "(TR355, 9355)"),
        (b"", 2, "Het bestand is leeg."),
        (b"geen xml", 2, "geen XML-bericht"),
        (GOED[:-30], 2, "afgebroken of beschadigd"),
        (b"\xef\xbb\xbf" + GOED, 2, "BOM"),
        (GOED.replace(b"?>", b"?><!DOCTYPE x>", 1), 2, "DOCTYPE"),
        (GOED.replace(b"/iJW/", b"/iets/").replace(b"istandaarden", b"anders"), 2, "geen bekend iJw-bericht"),
    ],
)
def test_slechte_invoer_laat_niets_half_achter(
    ijw: Uitvoer, berichten: Path, database: Path, inhoud: bytes, status: int, verwacht: str
) -> None:
    ijw(berichten / "1.xml")
    kreeg, uit, fout = ijw(bestand(berichten / "fout.xml", inhoud))
    assert (kreeg, fout) == (status, "")
    assert verwacht in uit
    bewaard = status == 0 or verwacht.startswith("(TR")
    assert aantal(database, "bericht") == 1 + bewaard
    assert aantal(database, "uitgaand") == 1 + bewaard
    assert aantal(database, "boeking") == 0


def test_wat_fout_is_houdt_de_rest_niet_op(ijw: Uitvoer, berichten: Path, database: Path) -> None:
    bestand(berichten / "0.xml", b"stuk")
    status, uit, fout = ijw(berichten, berichten / "weg.xml")
    assert status == 2
    assert uit.endswith("\n1 onleesbaar, 2 verwerkt.\n")
    assert "bestaat niet" in fout
    assert aantal(database, "bericht") == 2


def test_van_de_invoer(ijw: Uitvoer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(TOEWIJZING)))
    status, uit, _ = ijw("-")
    assert status == 0
    assert uit.startswith("-: JW301 T-GOED van 0153 aan 12345678 verwerkt")


def test_veel_bevindingen_worden_niet_allemaal_getoond(ijw: Uitvoer, berichten: Path) -> None:
    fout = [prestatie(referentie_nummer=f"R{n}", toewijzing_nummer=n) for n in range(2000, 2012)]
    _, uit, _ = ijw(berichten / "1.xml", bestand(berichten / "3.xml", als_bytes(jw323_van(*fout))))
    assert uit.count("9338") == 10
    assert "en nog 2 bevindingen" in uit


# --- size -----------------------------------------------------------------------------------------


@pytest.fixture
def groot(tmp_path: Path) -> Path:
    """A message that is good, with 26 MB of comments."""
    kop, _, staart = TOEWIJZING.partition(b"<jw301:Client>")
    commentaar = b"<!--" + b" " * MB + b"-->"
    return bestand(tmp_path / "groot.xml", kop + commentaar * 26 + b"<jw301:Client>" + staart)


def test_26_mb(ijw: Uitvoer, groot: Path, database: Path) -> None:
    status, uit, _ = ijw(groot)
    assert status == 2
    assert "groter dan 25" in uit
    assert aantal(database, "bericht") == 0


@pytest.mark.parametrize("limiet", ["0", "27"])
def test_een_ruimere_limiet(ijw: Uitvoer, groot: Path, limiet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IJW_LIMIET_MB", limiet)
    assert ijw(groot)[0] == 0
    with groot.open("rb") as invoer:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=invoer))
        assert "al eerder ontvangen" in ijw("-")[1]


def test_zonder_limiet_ook_in_een_zip(
    ijw: Uitvoer, groot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = tmp_path / "groot.zip"
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_STORED) as archief:
        archief.write(groot, "groot.xml")
    assert ijw(pad)[0] == 2
    monkeypatch.setenv("IJW_LIMIET_MB", "0")
    assert ijw(pad)[0] == 0


def test_een_zipbom(ijw: Uitvoer, tmp_path: Path, database: Path) -> None:
    pad = tmp_path / "bom.zip"
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_DEFLATED) as archief:
        archief.writestr("a.xml", b" " * (30 * MB))
    status, uit, _ = ijw(pad)
    assert status == 2
    assert "veel te groot" in uit
    assert aantal(database, "bericht") == 0


@pytest.mark.parametrize(
    ("omgeving", "limiet"),
    [
        ({}, STANDAARD_LIMIET),
        ({"IJW_LIMIET_MB": "0"}, None),
        ({"IJW_LIMIET_MB": "1"}, MB),
        ({"IJW_LIMIET_MB": ""}, STANDAARD_LIMIET),
    ],
)
def test_de_limiet_als_instelling(omgeving: dict[str, str], limiet: int | None) -> None:
    assert lees_instellingen(omgeving).limiet == limiet


@pytest.mark.parametrize(
    "omgeving",
    [{"IJW_LIMIET_MB": "veel"}, {"IJW_LIMIET_MB": "-1"}, {"IJW_GEMEENTEN": "0153,153"}]
    + [{"IJW_XSD_VERSIE": versie} for versie in ("1.0", "1.0.0.0", "01.0.0", "a.b.c")],
)
def test_een_instelling_die_niet_kan(omgeving: dict[str, str]) -> None:
    (naam,) = omgeving
    with pytest.raises(InstellingFout, match=f"{naam} (is|bevat)"):
        lees_instellingen(omgeving)


def test_de_xsd_versie_staat_in_het_antwoord(
    ijw: Uitvoer, berichten: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IJW_XSD_VERSIE", "1.2.10")
    ijw(berichten, "--uit", tmp_path / "uit")
    (antwoord,) = (tmp_path / "uit").glob("JW325*")
    assert codec.lees(antwoord).header.xsd_versie.bericht_xsd_versie == "1.2.10"


# --- surroundings that fail -----------------------------------------------------------------------


def test_een_database_die_alleen_te_lezen_is(
    ijw: Uitvoer, berichten: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IJW_SLEUTELBESTAND", f"{database}.sleutels")
    status, uit, fout = ijw(berichten, url=f"sqlite:///file:{database}?mode=ro&uri=true")
    assert (status, uit) == (2, "")
    assert "is alleen-lezen. Geef schrijfrechten" in fout
    assert ijw(berichten)[0] == 0


def test_een_schijf_die_volloopt(
    ijw: Uitvoer, berichten: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ijw(berichten / "1.xml")
    tabellen = ("bericht", "uitgaand", "prestatie", "boeking", "nummerreeks")
    voor = {tabel: aantal(database, tabel) for tabel in tabellen}
    stel_in = opslag._stel_sqlite_in

    def klein(verbinding: sqlite3.Connection, ander: object) -> None:
        stel_in(verbinding, ander)
        ((bladen,),) = verbinding.execute("PRAGMA page_count")
        verbinding.execute(f"PRAGMA max_page_count = {bladen}")

    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(opslag, "_stel_sqlite_in", klein)
        veel = [prestatie(referentie_nummer=f"R{n}", toewijzing_nummer=n) for n in range(2000, 2400)]
        status, uit, fout = ijw(bestand(berichten / "3.xml", als_bytes(jw323_van(*veel))))
    assert (status, uit) == (2, "")
    assert "heeft geen ruimte meer. Maak ruimte op de schijf" in fout
    assert {tabel: aantal(database, tabel) for tabel in voor} == voor
    assert ijw(berichten)[0] == 0


@pytest.mark.parametrize("url", ["postgresql://niemand@127.0.0.1:1/niets", "sqlite:///bestaat/niet/x.db"])
def test_een_database_die_er_niet_is(
    ijw: Uitvoer, berichten: Path, url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    status, uit, fout = ijw(berichten, url=url)
    assert (status, uit) == (2, "")
    assert "niet bereikbaar. Controleer het adres" in fout


def test_een_verloren_sleutelbestand(ijw: Uitvoer, berichten: Path, database: Path) -> None:
    ijw(berichten / "1.xml")
    sleutels = Path(f"{database}.sleutels")
    sleutels.rename(f"{sleutels}.weg")
    status, uit, fout = ijw(berichten)
    assert (status, uit) == (2, "")
    assert f"Sleutelbestand {sleutels} is niet te lezen" in fout
    assert not sleutels.exists()
    Path(f"{sleutels}.weg").rename(sleutels)
    assert ijw(berichten)[0] == 0


def test_een_onbekende_sleutel(ijw: Uitvoer, berichten: Path, database: Path) -> None:
    """The index key is right, the key that once encrypted the answer is gone."""
    ijw(berichten)
    sleutels = Path(f"{database}.sleutels")
    oud = sleutels.read_text()
    index = next(regel for regel in oud.splitlines() if regel.startswith("index:"))
    sleutels.write_text(f"{nieuwe_sleutel('s2')}\n{index}\n")
    status, _, fout = ijw(berichten / "2.xml")
    assert status == 2
    assert "Sleutel 's1' is onbekend. Voeg de regel van deze sleutel toe" in fout
    sleutels.write_text(f"{nieuwe_sleutel('s2')}\n{oud}")
    assert ijw(berichten / "2.xml")[0] == 0


def test_sleutels_van_een_ander(ijw: Uitvoer, berichten: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IJW_SLEUTEL", f"{nieuwe_sleutel('s1')} {nieuwe_sleutel('index')}")
    status, _, fout = ijw(berichten)
    assert status == 2
    assert "indexsleutel hoort niet bij database" in fout


def test_een_uitvoermap_die_geen_map_is(ijw: Uitvoer, berichten: Path, tmp_path: Path, database: Path) -> None:
    status, uit, fout = ijw(berichten, "--uit", bestand(tmp_path / "vol", b""))
    assert (status, uit) == (2, "")
    assert "kan niet worden geschreven" in fout
    assert aantal(database, "bericht") == 0


def test_een_antwoord_dat_niet_kan_worden_geschreven_komt_later(
    ijw: Uitvoer, berichten: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vol(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(Path, "write_bytes", vol)
        status, _, fout = ijw(berichten, "--uit", tmp_path / "uit")
    assert status == 2
    assert "of er ruimte is" in fout
    assert list((tmp_path / "uit").iterdir()) == []
    assert ijw(berichten, "--uit", tmp_path / "uit")[0] == 0
    assert len(list((tmp_path / "uit").iterdir())) == 2


def test_een_bestand_dat_onderweg_verdwijnt(
    ijw: Uitvoer, berichten: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lees = ontvang.lees_bytes

    def weg(bron: Any, limiet: int) -> bytes:
        if Path(bron).name == "1.xml":
            raise FileNotFoundError(2, "No such file or directory")
        return lees(bron, limiet)

    monkeypatch.setattr(ontvang, "lees_bytes", weg)
    status, uit, fout = ijw(berichten)
    assert (status, fout) == (2, "")
    assert "1.xml: niet te verwerken\n    Het bestand kan niet worden gelezen." in uit
    assert "2.xml: JW323 D-GOED van 12345678 aan 0153 verwerkt" in uit
