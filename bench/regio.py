"""A month of the region from its messages to its statements, beside the least that a machine must do for it.

Measured in processor time, since that is what a core has to give: receiving, judging, answering, booking and
routing 1,500 messages one by one, and then the statements of every gemeente. The floor reads every prestatie of
the same files with lxml and writes as many rows as the month added, each as wide, to tables without index or
constraint: executemany of sqlite3, one transaction per message, as safe against a power failure as ours. Making
the register does not count.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.meten import Meting, Verhouding, meet, midden, tabel

PRESTATIES, BERICHTEN = 40_000, 1_500
PER_SECONDE = 5_000
_NU = datetime(2026, 4, 13, 9, tzinfo=UTC)
_MAAND = date(2026, 3, 1)
_ZELF = (sys.executable, "-m", "bench.regio")
_STAPPEN = {
    "verwerk": "1.500 berichten verwerken",
    "overzicht": "overzichten per gemeente",
    "vloer": "lxml en sqlite3, zelfde rijen",
}


def draai(folder: Path, keren: int) -> Iterator[str]:
    """Measure on SQLite, and give the lines to print; files are made in `folder`."""
    hier = folder / "regio"
    (hier / "berichten").mkdir(parents=True)
    meet({"maken": (*_ZELF, "maak", str(hier))}, keren=1)
    rondes = []
    for _ in range(keren):
        _begin_opnieuw(hier)
        rondes.append(meet({stap: (*_ZELF, stap, str(hier)) for stap in _STAPPEN}, keren=1))
    metingen = {stap: midden([ronde[stap] for ronde in rondes]) for stap in _STAPPEN}
    eigen = metingen["verwerk"].processor + metingen["overzicht"].processor
    yield from tabel(
        "regio (processortijd)",
        [Meting(naam, metingen[stap].processor, metingen[stap].geheugen) for stap, naam in _STAPPEN.items()],
        [
            Verhouding("samen, tegen lxml en sqlite3", f"{eigen:.3f} s", eigen / metingen["vloer"].processor, 5),
            Verhouding(
                f"samen, tegen {PER_SECONDE} prestaties per s",
                f"{PRESTATIES / eigen:.0f} /s",
                eigen * PER_SECONDE / PRESTATIES,
                1,
            ),
        ],
    )


def _begin_opnieuw(folder: Path) -> None:
    for naam in ("maand.db", "vloer.db"):
        for achtervoegsel in ("", "-wal", "-shm"):
            (folder / f"{naam}{achtervoegsel}").unlink(missing_ok=True)
    shutil.copyfile(folder / "register.db", folder / "maand.db")


def _maak(folder: Path) -> None:
    from backoffice.bootstrap import open_werkplek
    from bench.maand import declaraties, schrijf_maand, vul

    maand = list(declaraties(PRESTATIES, BERICHTEN))
    schrijf_maand(folder / "berichten", maand)
    werkplek = open_werkplek(f"sqlite:///{folder / 'register.db'}", {})
    vul(werkplek, maand)
    werkplek.engine.dispose()


def _verwerk(folder: Path) -> None:
    from backoffice.bootstrap import open_werkplek
    from backoffice.services.ontvang import ontvang

    werkplek = open_werkplek(f"sqlite:///{folder / 'maand.db'}", _omgeving(folder))
    for pad in sorted((folder / "berichten").iterdir()):
        ontvangst = ontvang(werkplek, pad, _NU)
        if ontvangst.uitkomst != "verwerkt":
            raise SystemExit(f"{pad.name}: {ontvangst.uitkomst}")


def _overzicht(folder: Path) -> None:
    """The statement of every gemeente and the region, as a page, CSV and Excel, and its lines as CSV."""
    from backoffice.bootstrap import open_werkplek
    from backoffice.cli.kosten import schrijf_gemeenteoverzichten

    werkplek = open_werkplek(f"sqlite:///{folder / 'maand.db'}", _omgeving(folder))
    uit = folder / "uit"
    uit.mkdir(exist_ok=True)
    schrijf_gemeenteoverzichten(uit, werkplek, _MAAND)


def _omgeving(folder: Path) -> dict[str, str]:
    """The key file stands beside the register that the month began with."""
    return {"IJW_SLEUTELBESTAND": str(folder / "register.db.sleutels")}


# --- the floor ------------------------------------------------------------------------------------


def _vloer(folder: Path) -> None:
    """Read every text of every prestatie, and write them in rows as many and as wide as the month added."""
    from lxml import etree

    groei = _groei(folder)
    with closing(sqlite3.connect(folder / "vloer.db", isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = FULL")
        for naam, (breedte, _) in groei.items():
            conn.execute(f"CREATE TABLE {naam} ({', '.join(f'k{n}' for n in range(breedte))})")
        gezien = 0
        for pad in sorted((folder / "berichten").iterdir()):
            inhoud = pad.read_bytes()
            lezer = etree.XMLPullParser(events=("end",), tag="{*}Prestatie")
            lezer.feed(inhoud)
            lezer.close()
            events: Iterator[tuple[str, Any]] = lezer.read_events()
            prestaties = [[kind.text for kind in el.iter()] for _, el in events]
            conn.execute("BEGIN")
            for naam, (breedte, aantal) in groei.items():
                # Every message its share of the rows, and its bytes once as they came and once as its answer.
                van, tot = (aantal * n // PRESTATIES for n in (gezien, gezien + len(prestaties)))
                rijen = [(prestaties[n % len(prestaties)] * 2)[:breedte] for n in range(tot - van)]
                conn.executemany(f"INSERT INTO {naam} VALUES ({', '.join('?' * breedte)})", rijen)
            conn.execute("INSERT INTO inhoud VALUES (?, ?)", (inhoud, inhoud))
            conn.execute("COMMIT")
            gezien += len(prestaties)


def _groei(folder: Path) -> dict[str, tuple[int, int]]:
    """Per table how many columns it has and how many rows the month added."""
    groei = {"inhoud": (2, 0)}
    with closing(sqlite3.connect(folder / "maand.db")) as conn:
        conn.execute("ATTACH DATABASE ? AS eerst", (str(folder / "register.db"),))
        for (naam,) in conn.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall():
            na, voor = (
                conn.execute(f"SELECT count(*) FROM {db}.{naam}").fetchone()[0] for db in ("main", "eerst")
            )
            if na > voor:
                groei[naam] = len(conn.execute(f"PRAGMA main.table_info({naam})").fetchall()), na - voor
    return groei


if __name__ == "__main__":
    {"maak": _maak, "verwerk": _verwerk, "overzicht": _overzicht, "vloer": _vloer}[sys.argv[1]](Path(sys.argv[2]))
