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


def test_een_map_die_niet_kan(
    regio: Regio, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bestand").write_text("")
    monkeypatch.setattr("backoffice.cli.kosten.open_werkplek", lambda url, omgeving: regio.werkplek)
    assert main(["kosten", "--uit", str(tmp_path / "bestand")]) == 2
    assert "Kies een andere map" in capsys.readouterr().err
