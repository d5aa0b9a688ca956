"""What holds for every opdracht."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from backoffice import cli
from backoffice.fouten import BackofficeError
from ijw.fouten import IjwError

WORTEL = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("opdracht", cli.OPDRACHTEN)
def test_elke_opdracht_legt_zichzelf_uit_in_het_nederlands(
    opdracht: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([opdracht, "--help"]) == 0
    uit = capsys.readouterr().out
    assert f"gebruik: ijw {opdracht}" in uit
    assert "toon deze uitleg en stop" in uit


def test_de_uitleg_noemt_elke_opdracht(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    uit = capsys.readouterr().out
    genoemd = {regel.split()[0] for regel in uit.partition("opdrachten:")[2].splitlines() if regel.strip()}
    assert set(cli.OPDRACHTEN) <= genoemd


def _opdracht(fout: BaseException) -> SimpleNamespace:
    def voer_uit(_: object) -> int:
        raise fout

    return SimpleNamespace(argumenten=lambda parser: None, voer_uit=voer_uit)


@pytest.mark.parametrize(
    ("fout", "status", "verwacht"),
    [
        (IjwError("Het bericht is stuk."), 2, "ijw: Het bericht is stuk.\n"),
        (BackofficeError("De database is weg."), 2, "ijw: De database is weg.\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_een_bekende_fout_is_een_regel(
    fout: BaseException,
    status: int,
    verwacht: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cli, "import_module", lambda _: _opdracht(fout))
    assert cli.main(["valideer"]) == status
    assert capsys.readouterr() == ("", verwacht)


@pytest.mark.parametrize("woorden", [["--traceback", "valideer"], ["valideer", "--traceback"]])
def test_traceback_kan_voor_en_na_de_opdracht(
    woorden: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "import_module", lambda _: _opdracht(KeyError("x")))
    assert cli.main(woorden) == 2
    assert "Traceback" in capsys.readouterr().err


def test_de_module_is_hetzelfde_als_het_programma(tmp_path: Path) -> None:
    opdracht = [sys.executable, "-m", "backoffice.cli", "valideer", str(tmp_path / "weg.xml")]
    gedraaid = subprocess.run(opdracht, cwd=WORTEL, capture_output=True, text=True)
    assert gedraaid.returncode == 2
    assert gedraaid.stderr.startswith("ijw valideer: ")
