"""`ijw kosten` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from backoffice.cli import main
from backoffice.versleuteling import Kluis
from tests.flows.regio import Regio


@pytest.fixture
def regio(engine: Engine, kluis: Kluis) -> Regio:
    return Regio(engine, kluis)


def test_schrijft_per_gemeente_en_telt_op(
    regio: Regio, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    regio.wijs_toe()
    toegekend = regio.declareer().toegekend
    monkeypatch.setattr("backoffice.cli.kosten.open_werkplek", lambda url, omgeving: regio.werkplek)
    assert main(["kosten", "--uit", str(tmp_path / "uit")]) == 0
    namen = sorted(pad.name for pad in (tmp_path / "uit").iterdir())
    assert len(namen) == 2
    assert namen[1] == "kosten.xlsx"
    assert namen[0].replace("-", "").replace(".", "").isalnum()
    euro = f"€ {toegekend // 100},{toegekend % 100:02d}"
    assert capsys.readouterr().out.count(euro) == 2


def test_schrijft_overzichten_tot_en_met_een_peilmaand_naast_de_begroting(
    regio: Regio, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    regio.wijs_toe()
    regio.declareer()
    monkeypatch.setattr("backoffice.cli.kosten.open_werkplek", lambda url, omgeving: regio.werkplek)
    begroting, uit = tmp_path / "begroting.csv", tmp_path / "uit"
    begroting.write_text("gemeente;jaar;contractsoort;euros\n0153;2026;OB Jeugd;1.000,00\n", "utf-8")
    assert main(["kosten", "--begroting", str(begroting)]) == 0
    assert capsys.readouterr().out == "Begroting overgenomen; 1 gewijzigd.\n"
    assert main(["kosten", "--begroting", str(begroting), "--uit", str(uit), "--peilmaand", "2026-06"]) == 0
    assert "Begroting overgenomen; 0 gewijzigd." in capsys.readouterr().out
    assert sorted(pad.name for pad in uit.iterdir()) == [
        "kosten-0153-enschede.csv",
        "kosten.xlsx",
        "overzicht-0153-enschede.csv",
        "overzicht-0153-enschede.html",
        "overzicht-0153-enschede.xlsx",
        "overzicht-regio.csv",
        "overzicht-regio.html",
        "overzicht-regio.xlsx",
        "regels-0153-enschede.csv",
    ]
    # 117.60 in six months of a straight line is 235.20 in the year.
    regels = (uit / "overzicht-0153-enschede.csv").read_text("utf-8-sig").splitlines()
    assert "OB Jeugd;1000,00;117,60;235,20;764,80;76,5 %" in regels


@pytest.mark.parametrize(
    "woorden", [[], ["--peilmaand", "2026-06"], ["--begroting", "x", "--peilmaand", "2026-06"]]
)
def test_zonder_map_is_er_niets_te_schrijven(woorden: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kosten", *woorden]) == 2
    assert "geef een map met --uit" in capsys.readouterr().err


def test_een_map_die_niet_kan(
    regio: Regio, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bestand").write_text("")
    monkeypatch.setattr("backoffice.cli.kosten.open_werkplek", lambda url, omgeving: regio.werkplek)
    assert main(["kosten", "--uit", str(tmp_path / "bestand")]) == 2
    assert "Kies een andere map" in capsys.readouterr().err
