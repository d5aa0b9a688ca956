"""From a received JW323 of 25 MB to its committed JW325, beside xmllint validating the same file.

The register holds a contract and one toewijzing per prestatie. Each run starts from a copy of it, so that the
message is new every time.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.meten import WORTEL, Verhouding, meet, tabel
from bench.valideer import PRESTATIES

_NU = datetime(2026, 4, 13, 9, tzinfo=UTC)


def draai(folder: Path, keren: int) -> Iterator[str]:
    """Measure on SQLite, and give the lines to print; files are made in `folder`."""
    bericht, register = folder / "verwerk.xml", folder / "register.db"
    zelf = (sys.executable, "-m", "bench.verwerk")
    meet({"bericht": (sys.executable, "-m", "bench.berichten", str(bericht), str(PRESTATIES))}, keren=1)
    meet({"register": (*zelf, "register", str(register), str(PRESTATIES))}, keren=1)
    programmas: dict[str, tuple[str, ...]] = {
        "ijw verwerk, SQLite": (*zelf, "verwerk", str(register), str(bericht))
    }
    if xmllint := shutil.which("xmllint"):
        schema = str(WORTEL / "xsd" / "3.2" / "JW323.xsd")
        programmas["xmllint"] = (xmllint, "--stream", "--noout", "--schema", schema, str(bericht))
    metingen = meet(programmas, keren=keren)
    verhoudingen = []
    if xmllint:
        eigen, maat = metingen["ijw verwerk, SQLite"], metingen["xmllint"]
        verhoudingen.append(
            Verhouding("tijd, tegen xmllint", f"{eigen.seconden:.3f} s", eigen.seconden / maat.seconden, 8)
        )
    yield from tabel("verwerk", list(metingen.values()), verhoudingen)


def _maak_register(pad: str, prestaties: int) -> None:
    from backoffice.bootstrap import open_werkplek
    from bench.register import vul

    werkplek = open_werkplek(f"sqlite:///{pad}", {})
    vul(werkplek, prestaties)
    werkplek.engine.dispose()


def _verwerk(register: str, bericht: str) -> None:
    """Receive the message in a copy of the register; the copy itself costs some 30 ms."""
    from backoffice.bootstrap import open_werkplek
    from backoffice.services.ontvang import ontvang

    kopie = Path(f"{register}.kopie")
    for achtervoegsel in ("", "-wal", "-shm"):
        Path(f"{kopie}{achtervoegsel}").unlink(missing_ok=True)
    shutil.copyfile(register, kopie)
    werkplek = open_werkplek(f"sqlite:///{kopie}", {**os.environ, "IJW_SLEUTELBESTAND": f"{register}.sleutels"})
    ontvangst = ontvang(werkplek, Path(bericht), _NU)
    if ontvangst.uitkomst != "verwerkt" or ontvangst.afgewezen:
        raise SystemExit(f"{ontvangst.uitkomst}: {[b.melding for b in ontvangst.bevindingen[:3]]}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["register", pad, prestaties]:
            _maak_register(pad, int(prestaties))
        case ["verwerk", register, bericht]:
            _verwerk(register, bericht)
