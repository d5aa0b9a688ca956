"""The entrance ./run: what it says when it cannot start. Set-up itself is shown by every run of the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

WORTEL = Path(__file__).resolve().parent.parent
GEREEDSCHAP = ("cat", "cksum", "sh")


@pytest.fixture
def kaal(tmp_path: Path) -> Path:
    """A checkout without .venv, on a machine without any Python."""
    project = tmp_path / "een project"
    (project / "requirements").mkdir(parents=True)
    shutil.copy(WORTEL / "run", project)
    for naam in ("run.txt", "dev.txt", "inrichten.py"):
        shutil.copy(WORTEL / "requirements" / naam, project / "requirements")
    (project / "bin").mkdir()
    for naam in GEREEDSCHAP:
        bron = shutil.which(naam)
        assert bron is not None
        (project / "bin" / naam).symlink_to(bron)
    return project


def zet_python(project: Path, naam: str, status: int) -> None:
    """A Python that answers the question of ./run with this exit status and says what version it is."""
    pad = project / "bin" / naam
    pad.write_text(f'#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2" && exit\nexit {status}\n')
    pad.chmod(0o755)


def run(project: Path, *opties: str) -> subprocess.CompletedProcess[str]:
    omgeving = {**os.environ, "PATH": str(project / "bin")}
    return subprocess.run([project / "run", *opties], env=omgeving, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("opties", [(), ("help",), ("--help",)])
def test_uitleg_noemt_elke_opdracht(kaal: Path, opties: tuple[str, ...]) -> None:
    klaar = run(kaal, *opties)
    assert klaar.returncode == 0
    genoemd = {regel.split()[0] for regel in klaar.stdout.splitlines() if regel.startswith("  ")}
    assert genoemd == {"demo", "test", "check", "bench", "xsd", "regels", "ijw", "serve", "help"}


def test_onbekende_opdracht(kaal: Path) -> None:
    klaar = run(kaal, "tets")
    assert (klaar.returncode, klaar.stdout) == (2, "")
    assert "onbekende opdracht: tets" in klaar.stderr


def test_zonder_python(kaal: Path) -> None:
    klaar = run(kaal, "demo")
    assert klaar.returncode == 2
    assert "geen Python gevonden" in klaar.stderr
    assert not (kaal / ".venv").exists()


def test_te_oude_python_noemt_de_versie(kaal: Path) -> None:
    zet_python(kaal, "python3", status=3)
    klaar = run(kaal, "demo")
    assert klaar.returncode == 2
    assert "python3 is te oud (Python 3.9.2)" in klaar.stderr


def test_python_zonder_venv_noemt_het_pakket(kaal: Path) -> None:
    zet_python(kaal, "python3", status=3)
    zet_python(kaal, "python3.12", status=4)
    klaar = run(kaal, "test")
    assert klaar.returncode == 2
    assert "apt-get install python3.12-venv" in klaar.stderr


def test_een_python_die_niet_start_telt_niet_mee(kaal: Path) -> None:
    zet_python(kaal, "python3.13", status=127)
    klaar = run(kaal, "demo")
    assert klaar.returncode == 2
    assert "geen Python gevonden" in klaar.stderr
