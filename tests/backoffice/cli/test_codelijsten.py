from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from backoffice.cli import main
from ijw import codelijsten


@pytest.fixture
def eigen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "eigen"
    folder.mkdir()
    monkeypatch.setenv(codelijsten.EIGEN, str(folder))
    codelijsten.lees.cache_clear()
    yield folder
    codelijsten.lees.cache_clear()


def eenheden(pad: Path, **anders: str) -> str:
    waarden = {**codelijsten.lees("WJ756").waarden, **anders}
    pad.write_text("code;betekenis\n" + "".join(f"{code};{naam}\n" for code, naam in waarden.items()))
    return str(pad)


def test_de_tabel_noemt_elke_lijst(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codelijsten"]) == 0
    kop, *rijen = (rij.split() for rij in capsys.readouterr().out.splitlines())
    assert kop == ["LIJST", "CODES", "GELDIGHEID", "PEILDATUM", "HERKOMST", "NAAM"]
    assert [rij[0] for rij in rijen] == list(codelijsten.LIJSTEN)
    assert ["CBS", "426", "bekend", "2026-01-01", "meegeleverd", "Gemeentecode"] in rijen
    assert ["WJ756", "7", "onbekend", "onbekend", "meegeleverd", "Eenheid"] in rijen


def test_eerst_vergelijken_dan_schrijven(eigen: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pad = eenheden(tmp_path / "WJ756.csv", **{"99": "Proef", "04": "Uren"})
    assert main(["codelijsten", "ververs", pad]) == 0
    gezegd = capsys.readouterr().out
    assert "WJ756 Eenheid: 1 erbij, 0 vervallen, 1 hernoemd" in gezegd
    assert "erbij      99  Proef" in gezegd
    assert "hernoemd   04  Uur -> Uren" in gezegd
    assert "schema van de release" in gezegd
    assert "niets bewaard" in gezegd
    assert not list(eigen.iterdir())

    assert main(["codelijsten", "ververs", pad, "--schrijf"]) == 0
    assert "Bewaard in" in capsys.readouterr().out
    codelijsten.lees.cache_clear()
    assert codelijsten.lees("WJ756").betekenis("99") == "Proef"
    assert main(["codelijsten", "ververs", pad, "--schrijf"]) == 0
    assert "Er verandert niets" in capsys.readouterr().out
    assert main(["codelijsten"]) == 0
    rijen = [rij.split() for rij in capsys.readouterr().out.splitlines()]
    assert ["WJ756", "8", "onbekend", "onbekend", "eigen", "Eenheid"] in rijen


def test_een_bestand_dat_stuk_is_is_status_1(
    eigen: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stuk = tmp_path / "WJ756.csv"
    stuk.write_text("code;betekenis\n01")
    assert main(["codelijsten", "ververs", str(stuk), "--schrijf"]) == 1
    assert "niets ververst" in capsys.readouterr().err
    assert not list(eigen.iterdir())


def test_zonder_map_om_in_te_schrijven_is_status_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(codelijsten.EIGEN, raising=False)
    pad = eenheden(tmp_path / "WJ756.csv", **{"99": "Proef"})
    assert main(["codelijsten", "ververs", pad, "--schrijf"]) == 2
    assert codelijsten.EIGEN in capsys.readouterr().err
