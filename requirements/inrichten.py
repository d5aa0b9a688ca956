"""Makes .venv hold the pinned libraries and the `ijw` command.

./run calls it with `run` or `dev` and the stamp to leave behind once all went well.
"""

from __future__ import annotations

import fcntl
import os
import shlex
import shutil
import subprocess
import sys
import venv
from pathlib import Path

WORTEL = Path(__file__).resolve().parent.parent
VENV = WORTEL / ".venv"
PYTHON = VENV / "bin" / "python"


def main(soort: str, stempel: str) -> int:
    """Bring .venv up to date for `soort`; a second process waits for the first and finds the work done."""
    # flock and not a lock folder: the system lets go of it when a set-up is killed half-way.
    with (WORTEL / ".venv.slot").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        if _lees(VENV / f"stempel-{soort}") == stempel and PYTHON.exists():
            return 0
        print(f"Inrichten van .venv met requirements/{soort}.txt (eenmalig)", file=sys.stderr)
        if _lees(VENV / "plaats") != str(WORTEL) or not _werkt():
            _maak_venv()
        if not _installeer(soort):
            print("De reden van pip staat hierboven; zonder netwerk kan dit niet.", file=sys.stderr)
            return 1
        _koppel_project()
        (VENV / f"stempel-{soort}").write_text(stempel)
    return 0


def _lees(pad: Path) -> str | None:
    return pad.read_text() if pad.exists() else None


def _werkt() -> bool:
    """Whether the environment's own Python still starts; it does not after the system's was replaced."""
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0


def _maak_venv() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=True, symlinks=True)
    (VENV / "plaats").write_text(str(WORTEL))


def _installeer(soort: str) -> bool:
    """Install exactly the pins, wheels only: building from source would run code that no hash covers.

    Not compiled either, which saves some ten seconds: Python compiles the modules it needs on first use.
    """
    opdracht = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    opdracht += ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-compile"]
    opdracht += ["--requirement", WORTEL / "requirements" / f"{soort}.txt"]
    omgeving = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}
    return subprocess.run(opdracht, check=False, env=omgeving, stdout=sys.stderr).returncode == 0


def _koppel_project() -> None:
    """Put the project on the path of .venv and write bin/ijw, without building the project as a package."""
    (site_packages,) = (VENV / "lib").glob("python3.*/site-packages")
    (site_packages / "jeugdwet_backoffice.pth").write_text(f"{WORTEL}\n")
    ijw = VENV / "bin" / "ijw"
    ijw.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -m backoffice.cli "$@"\n')
    ijw.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
