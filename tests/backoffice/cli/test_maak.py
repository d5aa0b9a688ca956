from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from backoffice.cli import main
from backoffice.services.maak import naar_csv
from ijw import codec
from ijw.berichten import jw323
from ijw.nummers import test_bsn as proef_bsn
from tests.backoffice.berichtbestanden import jw323_bestand
from tests.backoffice.services.test_maak import als_json


@pytest.fixture
def bron(tmp_path: Path) -> Path:
    pad = tmp_path / "bericht.json"
    pad.write_text(json.dumps(als_json(jw323_bestand())))
    return pad


def test_van_json_naar_een_bestand(bron: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    uit = tmp_path / "uit.xml"
    assert main(["maak", "--json", str(bron), "-o", str(uit)]) == 0
    assert uit.read_bytes() == jw323_bestand()
    assert capsys.readouterr() == ("", "")


def test_van_de_invoer_naar_de_uitvoer(
    bron: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(bron.read_bytes())))
    assert main(["maak", "-"]) == 0
    assert capsysbinary.readouterr().out == jw323_bestand()


def test_wat_afgekeurd_zou_worden_wordt_niet_geschreven(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bron, uit = tmp_path / "bericht.json", tmp_path / "uit.xml"
    uit.write_text("vorig bericht")
    bron.write_text(json.dumps(als_json(jw323_bestand(totaal=7501))))
    assert main(["maak", str(bron), "-o", str(uit)]) == 1
    assert uit.read_text() == "vorig bericht"
    gezegd = capsys.readouterr().err
    assert "zou worden afgekeurd" in gezegd
    assert "/Bericht/Declaratie: Declaratie D1: TotaalIngediendBedrag is 7501 D" in gezegd
    assert "(TR358, 0001)" in gezegd
    assert proef_bsn(1) not in gezegd


def test_wat_geen_vorm_heeft_noemt_het_pad(bron: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inhoud: dict[str, Any] = als_json(jw323_bestand(prestaties=25))
    for prestatie in inhoud["inhoud"]["declaratie"]["clienten"][0]["prestaties"]:
        prestatie["eenheid"] = 1
    bron.write_text(json.dumps(inhoud))
    assert main(["maak", str(bron)]) == 1
    uit, fout = capsys.readouterr()
    assert uit == ""
    assert "prestaties[19].eenheid: gevonden het getal 1" in fout
    assert "prestaties[20]" not in fout
    assert "en nog 5" in fout


@pytest.fixture
def rijen(tmp_path: Path) -> Path:
    pad = tmp_path / "rijen.csv"
    pad.write_bytes(("\ufeff" + naar_csv(codec.lees(jw323_bestand()), jw323.SOORT)).encode())
    return pad


def test_van_rijen_zoals_excel_ze_schrijft(rijen: Path, tmp_path: Path) -> None:
    uit = tmp_path / "uit.xml"
    assert main(["maak", "jw323", str(rijen), "-o", str(uit)]) == 0
    assert uit.read_bytes() == jw323_bestand()


START = "Bsn;Geboortedatum.Datum;Geslacht;Achternaam;StartProduct.Begindatum;StatusAanlevering\n"


def starts(pad: Path, *bsns: str, dag: str = "2026-03-0") -> list[str]:
    """The words that make a JW305 for each bsn; what follows `dag` is the number of the row."""
    rijen = (f"{bsn};2012-05-17;2;Testkind;{dag}{nummer};1\n" for nummer, bsn in enumerate(bsns, 1))
    pad.write_text(START + "".join(rijen))
    return ["maak", "JW305", str(pad), "--vul", "Afzender=01234567", "--vul", "Ontvanger=0153"]


def test_meer_berichten_komen_in_een_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    woorden = starts(tmp_path / "starts.csv", proef_bsn(1), proef_bsn(2), proef_bsn(1))
    assert main(woorden) == 2
    assert "dit zijn 2 berichten" in capsys.readouterr().err
    uit = tmp_path / "uit"
    assert main([*woorden, "-o", str(uit)]) == 0
    gezegd = capsys.readouterr().out
    berichten = [codec.lees(pad.read_bytes()) for pad in sorted(uit.iterdir())]
    assert [pad.name for pad in sorted(uit.iterdir())] == ["jw305-0001.xml", "jw305-0002.xml"]
    assert [len(bericht.client.start_producten) for bericht in berichten] == [2, 1]
    for bericht in berichten:
        assert f"Identificatie {bericht.header.bericht_identificatie.identificatie}" in gezegd
    assert proef_bsn(1) not in gezegd


def test_een_fout_in_een_rij_houdt_alles_tegen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    uit = tmp_path / "uit"
    assert main([*starts(tmp_path / "starts.csv", proef_bsn(1), "1", dag="2-3-202"), "-o", str(uit)]) == 1
    gezegd = capsys.readouterr().err
    assert "rij 2, kolom StartProduct.Begindatum: gevonden 2-3-2021, verwacht een datum" in gezegd
    assert "rij 3, kolom Client.Bsn: gevonden iets anders" in gezegd
    assert not uit.exists()


def test_wat_afgekeurd_zou_worden_noemt_de_rij(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # A start in the future breaks a rule of the message itself.
    assert main(starts(tmp_path / "starts.csv", proef_bsn(1), dag="2099-01-0")) == 1
    uit, gezegd = capsys.readouterr()
    assert uit == ""
    assert "zou worden afgekeurd" in gezegd
    assert "  rij 2: " in gezegd


def test_een_lege_csv_met_wat_verplicht_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["maak", "JW305", "--leeg"]) == 0
    uit, gezegd = capsys.readouterr()
    assert uit.startswith("Header.Afzender;Header.Ontvanger;")
    assert uit.count("\n") == 1
    assert "verplicht: Header.Afzender, " in gezegd
    assert "StartProduct.Begindatum" in gezegd
    assert "ToewijzingIngangsdatum" in uit
    assert "ToewijzingIngangsdatum" not in gezegd


def test_verkeerd_gebruik_is_status_2(bron: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    latin = tmp_path / "rijen.csv"
    latin.write_bytes("é".encode("latin-1"))
    gevallen = {
        "geef een bestand met JSON": ["JW305"],
        "of een soort bericht": [str(bron), str(bron)],
        "met een CSV of --leeg": ["JW305", str(bron), "--leeg"],
        "kan niet worden gelezen": [str(tmp_path / "weg.json")],
        "of geschreven": [str(bron), "-o", str(tmp_path / "weg" / "uit.xml")],
        "niet in UTF-8": ["JW305", str(latin)],
    }
    for melding, woorden in gevallen.items():
        assert main(["maak", *woorden]) == 2
        assert melding in capsys.readouterr().err


HANDBOEK = (Path(__file__).resolve().parents[3] / "docs" / "berichten-maken.md").read_text("utf-8")


def test_de_rijen_in_het_handboek_zijn_twee_berichten(tmp_path: Path) -> None:
    rijen = [regel.strip() for regel in HANDBOEK.splitlines() if regel.startswith(("    Bsn;", "    9999"))]
    bron, uit = tmp_path / "starts.csv", tmp_path / "uit"
    bron.write_text("\n".join(rijen))
    woorden = ["maak", "JW305", str(bron), "--vul", "Afzender=12345678", "--vul", "Ontvanger=0153"]
    assert main([*woorden, "-o", str(uit)]) == 0
    assert len(list(uit.iterdir())) == 2


def test_de_python_in_het_handboek_maakt_een_bericht(capsys: pytest.CaptureFixture[str]) -> None:
    (voorbeeld,) = re.findall("```python\n(.*?)```", HANDBOEK, re.DOTALL)
    exec(voorbeeld, {})
    assert re.fullmatch("[0-9]{12} [0-9]{4}\n", capsys.readouterr().out)
