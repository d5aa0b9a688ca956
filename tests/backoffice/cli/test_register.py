"""`ijw valideer --register`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from backoffice.bootstrap import open_werkplek
from backoffice.cli import main
from backoffice.services.ontvang import ontvang
from tests.flows.regio import NU, VasteKlok, als_bytes, jw301_van, jw323_van, leeg_register, prestatie


@pytest.fixture(autouse=True)
def _klok(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backoffice.cli.valideer.datetime", VasteKlok)


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'register.db'}"
    werkplek = open_werkplek(url, {})
    leeg_register(werkplek.engine)
    ontvang(werkplek, als_bytes(jw301_van()), NU)
    werkplek.engine.dispose()
    return url


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    map_ = tmp_path / "in"
    map_.mkdir()
    (map_ / "a.xml").write_bytes(als_bytes(jw323_van()))
    (map_ / "b.xml").write_bytes(als_bytes(jw323_van(prestatie(toewijzing_nummer=7))))
    (map_ / "c.xml").write_bytes(als_bytes(jw323_van(dagtekening=date(2026, 4, 11))))
    (map_ / "d.xml").write_bytes(als_bytes(jw323_van(totaal_bedrag=1)))
    return map_


def test_niveau_3_en_4(url: str, map_: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["valideer", "--json", "--register", url, str(map_)]) == 1
    regels = [json.loads(regel) for regel in capsys.readouterr().out.splitlines()]
    assert [(r["oordeel"], r["niveau"], [b["regel"] for b in r["bevindingen"]]) for r in regels] == [
        ("goed", None, []),
        ("afgekeurd", 3, ["TR338"]),
        ("afgekeurd", 4, ["TR135"]),
        ("afgekeurd", 2, ["TR358"]),
    ]
    (bevinding,) = regels[1]["bevindingen"]
    assert (bevinding["niveau"], bevinding["retourcode"]) == (3, "9338")
    assert bevinding["locatie"] == "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]"


def test_voor_mensen(url: str, map_: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["valideer", "--register", url, str(map_ / "b.xml")]) == 1
    uit = capsys.readouterr().out
    assert "op niveau 3: het bericht past niet bij eerdere berichten" in uit
    assert "controle: TR338, retourcode 9338" in uit


def test_zonder_register_blijft_het_bij_niveau_2(map_: Path) -> None:
    assert main(["valideer", str(map_ / "b.xml")]) == 0
    assert main(["valideer", str(map_ / "d.xml")]) == 1


@pytest.mark.parametrize(
    ("adres", "verwacht"),
    [
        ("sqlite:///{map}/weg.db", "bestaat niet"),
        ("sqlite:///{map}/leeg.db", "geen register van deze versie"),
        ("sqlite:///{map}/in/a.xml", "beschadigd of geen database"),
        ("postgresql://niemand@127.0.0.1:1/niets", "niet bereikbaar"),
        ("mysql://x", "onbruikbaar"),
    ],
)
def test_een_register_dat_er_geen_is(
    adres: str, verwacht: str, map_: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "leeg.db").touch()
    voor = sorted(pad.name for pad in tmp_path.iterdir())
    assert main(["valideer", "--register", adres.format(map=tmp_path), str(map_ / "a.xml")]) == 2
    uit, fout = capsys.readouterr()
    assert (uit, len(fout.splitlines())) == ("", 1)
    assert verwacht in fout
    # Looking never makes a database.
    assert {pad.name for pad in tmp_path.iterdir()} - {"leeg.db-wal", "leeg.db-shm"} == set(voor)


def test_zonder_sleutel(url: str, map_: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "register.db.sleutels").unlink()
    assert main(["valideer", "--register", url, str(map_ / "a.xml")]) == 2
    assert "Sleutelbestand" in capsys.readouterr().err
    assert not (tmp_path / "register.db.sleutels").exists()
