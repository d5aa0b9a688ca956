"""`ijw serve --demo` loads a synthetic region of its own, whatever other demo stands in the folder."""

from dataclasses import replace
from pathlib import Path

import pytest

from backoffice.bootstrap import open_werkplek
from backoffice.cli import serve
from backoffice.services.kostenoverzicht import maak_overzicht


def test_de_demo_van_het_portaal_vult_de_database_naast_een_andere_demo(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(serve, "JAAR", replace(serve.JAAR, maanden=1))
    monkeypatch.setattr(serve, "_SCHAAL", 0.01)
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "regio.json").write_text('{"opzet": {"seed": 9, "schaal": 1.0, "maanden": 6}}')
    werkplek = open_werkplek(f"sqlite:///{tmp_path / 'portaal.db'}", {})
    serve._zorg_voor_demo(werkplek)
    uit = capsys.readouterr().out
    assert "Een verzonnen regio wordt gemaakt" in uit
    assert [regel for regel in uit.splitlines() if "%" in regel] == [f"  {n}0% gedaan" for n in range(1, 11)]
    assert "het wachtwoord is steeds" in uit
    assert maak_overzicht(werkplek.engine).totaal.netto > 0
    serve._zorg_voor_demo(werkplek)
    assert "Een verzonnen regio wordt gemaakt" not in capsys.readouterr().out
