from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from backoffice.cli import main
from ijw.nummers import test_bsn as proef_bsn
from tests.backoffice.berichtbestanden import jw323_bestand
from tests.backoffice.services.test_maak import EEN, als_json, csv_van, kop, rij


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


def test_een_declaratie_van_rijen_zoals_excel_ze_schrijft(tmp_path: Path) -> None:
    rijen, koppad, uit = tmp_path / "rijen.csv", tmp_path / "kop.json", tmp_path / "uit.xml"
    rijen.write_bytes(("\ufeff" + "".join(csv_van(rij(EEN, 1)))).encode())
    koppad.write_text(json.dumps(kop()))
    assert main(["maak", "--csv", str(rijen), "--kop", str(koppad), "-o", str(uit)]) == 0
    assert uit.read_bytes() == jw323_bestand()


def test_verkeerd_gebruik_is_status_2(bron: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    latin = tmp_path / "rijen.csv"
    latin.write_bytes("é".encode("latin-1"))
    gevallen = {
        "horen bij elkaar": ["--csv", str(bron)],
        "kan niet worden gelezen": [str(tmp_path / "weg.json")],
        "of geschreven": [str(bron), "-o", str(tmp_path / "weg" / "uit.xml")],
        "niet in UTF-8": ["--csv", str(latin), "--kop", str(bron)],
    }
    for melding, woorden in gevallen.items():
        assert main(["maak", *woorden]) == 2
        assert melding in capsys.readouterr().err
