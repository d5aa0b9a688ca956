"""A month of the whole country on PostgreSQL: from files to committed answers, with one and with two workers.

Every gemeente and as many prestaties as IJW_BENCH_PRESTATIES says (else a million), in messages of 29. Each run
starts from a copy of one register with contracts, cliënten and a toewijzing per prestatie.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from bench.meten import WORTEL, meet
from bench.verwerk import eigen_server, kopie, naam_kopie
from ijw.codelijsten import GEMEENTEN as LIJST
from ijw.codelijsten import gemeente_geldig, lees

PRESTATIES = 1_000_000
GEMEENTEN = tuple(sorted(code for code in lees(LIJST).waarden if gemeente_geldig(code, date(2026, 3, 1))))
PER_BERICHT, CLIENTEN_PER_BERICHT, GEMEENTEN_PER_AANBIEDER = 29, 20, 12
_KLAAR = (10, 50, 100)
_TIK = 0.25  # seconds between two looks at how far it is
_WACHT_OP_SLOT = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
_JIFFY = os.sysconf("SC_CLK_TCK")


def draai(folder: Path, keren: int) -> Iterator[str]:
    """Measure once with one worker and once with two, and give the lines to print."""
    prestaties = int(os.environ.get("IJW_BENCH_PRESTATIES", PRESTATIES))
    berichten = folder / "land"
    sleutels = folder / "sleutels"
    with eigen_server() as register:
        maak = (sys.executable, "-m", "bench.land", register, str(sleutels), str(berichten), str(prestaties))
        meet({"maak": maak}, keren=1)
        runs = []
        for werkers in (1, 2):
            kopie(register)
            runs.append(_meet_run(naam_kopie(register), sleutels, berichten, werkers))
    een, twee = runs
    yield f"land: {prestaties} prestaties in {een.berichten} berichten, {len(GEMEENTEN)} gemeenten, PostgreSQL"
    for run in runs:
        yield from run.regels(prestaties)
    verhouding = een.seconden / twee.seconden
    oordeel = "haalt" if verhouding >= 1.6 else "HAALT NIET"
    yield f"  twee werkers tegen een{verhouding:>38.2f}x  {oordeel} 1.6x"


@dataclass(slots=True)
class _Run:
    """What one run took: seconds, CPU seconds of our processes and of the server, rows, and peak memory.

    `wachtend` counts the workers that waited for a lock of another, over so many `blikken`.
    """

    werkers: int
    berichten: int
    seconden: float = 0
    klaarzetten: float = 0
    cpu: float = 0
    server: float = 0
    rijen: dict[int, float] = field(default_factory=dict)
    geheugen: dict[int, int] = field(default_factory=dict)
    blikken: int = 0
    wachtend: int = 0

    def regels(self, prestaties: int) -> Iterator[str]:
        """The lines of the table."""
        naam = f"{self.werkers} werker{'s' if self.werkers > 1 else ''}"
        yield (
            f"  {naam:<12}{self.seconden:>8.1f} s{prestaties / self.seconden:>9.0f} prestaties/s   "
            f"klaarzetten {self.klaarzetten:.1f} s, cpu {self.cpu:.0f} s + server {self.server:.0f} s"
        )
        rijen = ", ".join(f"{stand} %: {aantal:.2f}" for stand, aantal in self.rijen.items())
        geheugen = ", ".join(f"{stand} %: {bytes_ / 1e6:.0f} MB" for stand, bytes_ in self.geheugen.items())
        stil = 100 * self.wachtend / (self.blikken * self.werkers)
        yield f"    wacht op een ander {stil:.0f} % van de tijd"
        yield f"    rijen per prestatie op {rijen}; meeste geheugen per werker op {geheugen}"


def _meet_run(database: str, sleutels: Path, berichten: Path, werkers: int) -> _Run:
    """`ijw verwerk --werkers N` as a user starts it, looked at from outside while it works."""
    from sqlalchemy import create_engine, make_url

    engine = create_engine(make_url(database).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    omgeving = {**os.environ, "IJW_SLEUTELBESTAND": str(sleutels), "IJW_GEMEENTEN": ",".join(GEMEENTEN)}
    opdracht = ("-m", "backoffice.cli", "verwerk", str(berichten), "--database", database)
    run = _Run(werkers, sum(1 for _ in berichten.rglob("*.xml")))
    with engine.connect() as conn:
        leeg, _ = _rijen(conn)
        postmaster = _postmaster(conn)
        server = _cpu(postmaster)
        begin = time.perf_counter()
        proces = subprocess.Popen(
            (sys.executable, *opdracht, "--werkers", str(werkers)),
            cwd=WORTEL,
            env=omgeving,
            stdout=subprocess.DEVNULL,
        )
        while os.waitid(os.P_PID, proces.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            _kijk(conn, run, proces.pid, leeg, time.perf_counter() - begin)
            time.sleep(_TIK)
        _, status, gebruik = os.wait4(proces.pid, 0)
        run.seconden = time.perf_counter() - begin
        proces.returncode = os.waitstatus_to_exitcode(status)
        run.cpu = gebruik.ru_utime + gebruik.ru_stime
        run.server = _cpu(postmaster) - server
        rijen, geschreven = _rijen(conn)
        run.rijen[100] = (rijen - leeg) / geschreven
        (goed,) = conn.exec_driver_sql(
            "SELECT count(*) FROM bericht WHERE soort = 'JW323' AND oordeel = 'goed'"
        ).one()
    engine.dispose()
    if proces.returncode or goed != run.berichten:
        raise SystemExit(f"ijw verwerk eindigde met {proces.returncode}; {goed} berichten goed")
    return run


def _kijk(conn: Any, run: _Run, pid: int, leeg: int, tot_nu: float) -> None:
    """Note memory and rows the first time that a share of the messages is done."""
    eigen = [kind for kind in _kinderen(pid) if b"spawn_main" in _lees(kind, "cmdline")]
    if not eigen:
        if not run.geheugen:
            run.klaarzetten = tot_nu
        return
    run.blikken += 1
    (wachters,) = conn.exec_driver_sql(_WACHT_OP_SLOT).one()
    run.wachtend += wachters
    (wacht,) = conn.exec_driver_sql("SELECT count(*) FROM inname").one()
    gedaan = 100 * (1 - wacht / run.berichten)
    pieken = [
        int(regel.split()[1]) * 1024
        for kind in eigen
        for regel in _lees(kind, "status").splitlines()
        if regel.startswith(b"VmHWM")
    ]
    for stand in _KLAAR[:-1]:
        if gedaan >= stand and stand not in run.geheugen:
            run.geheugen[stand] = max(pieken, default=0)
            rijen, prestaties = _rijen(conn)
            run.rijen[stand] = (rijen - leeg) / prestaties
    if pieken:
        run.geheugen[100] = max(pieken)


def _rijen(conn: Any) -> tuple[int, int]:
    """The rows of all tables that grow by receiving, and of those the prestaties."""
    namen = ("bericht", "uitgaand", "declaratie", "prestatie", "bevinding", "signaal", "termijnoordeel", "audit")
    tellingen = [f"(SELECT count(*) FROM {naam})" for naam in (*namen, "boeking", "boekingsregel", "post")]
    (*aantallen,) = conn.exec_driver_sql(f"SELECT {', '.join(tellingen)}").one()
    return sum(aantallen), aantallen[namen.index("prestatie")]


# --- processes ------------------------------------------------------------------------------------


def _lees(pid: int, naam: str) -> bytes:
    """A file about a process; empty when that is gone."""
    try:
        return Path(f"/proc/{pid}/{naam}").read_bytes()
    except OSError:
        return b""


def _kinderen(pid: int) -> list[int]:
    return [int(kind) for kind in _lees(pid, f"task/{pid}/children").split()]


def _postmaster(conn: Any) -> int:
    (gegevens,) = conn.exec_driver_sql("SHOW data_directory").one()
    return int(Path(gegevens, "postmaster.pid").read_text().split()[0])


def _cpu(postmaster: int) -> float:
    """CPU seconds of the server, its processes that are gone included."""
    eigen = [_lees(pid, "stat").rpartition(b")")[2].split() for pid in (postmaster, *_kinderen(postmaster))]
    levend = sum(int(velden[11]) + int(velden[12]) for velden in eigen if velden)
    return (levend + int(eigen[0][13]) + int(eigen[0][14])) / _JIFFY


# --- what is measured with ------------------------------------------------------------------------


def _maak(register: str, sleutels: Path, berichten: Path, prestaties: int) -> None:
    """A register and the messages of a month on it."""
    from backoffice.bootstrap import open_werkplek
    from backoffice.versleuteling import nieuwe_sleutel

    sleutels.write_text(f"{nieuwe_sleutel('bench')}\n{nieuwe_sleutel('index')}\n")
    werkplek = open_werkplek(register, {"IJW_SLEUTELBESTAND": str(sleutels)})
    aantal = -(-prestaties // PER_BERICHT)
    _vul(werkplek, aantal, prestaties)
    with werkplek.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.exec_driver_sql("ANALYZE")
    werkplek.engine.dispose()
    for nummer in range(aantal):
        folder = berichten / f"{nummer // 1_000:04}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{nummer:07}.xml").write_bytes(bericht(nummer, lijnen_van(nummer, prestaties)))


def partijen(nummer: int) -> tuple[str, str]:
    """Gemeente and aanbieder of the n-th message; an aanbieder works in twelve gemeenten."""
    return GEMEENTEN[nummer % len(GEMEENTEN)], f"{10_000_000 + nummer // GEMEENTEN_PER_AANBIEDER}"


def lijnen_van(nummer: int, prestaties: int) -> range:
    """The prestaties of the n-th message, when there are so many in all."""
    return range(nummer * PER_BERICHT, min((nummer + 1) * PER_BERICHT, prestaties))


def _client(lijn: int) -> int:
    """Which of the cliënten of its gemeente a prestatie is of."""
    from bench.berichten import CLIENTEN

    bericht, plek = divmod(lijn, PER_BERICHT)
    return (bericht // len(GEMEENTEN) * CLIENTEN_PER_BERICHT + plek % CLIENTEN_PER_BERICHT) % CLIENTEN


def _vul(werkplek: Any, aantal: int, prestaties: int) -> None:
    from sqlalchemy import insert

    from backoffice.contracts.model import Deelname
    from backoffice.storage.bulk import voeg_toe
    from backoffice.storage.contracten import bewaar
    from backoffice.storage.nummerreeks import reserveer_ids
    from backoffice.storage.tabellen import bericht, client, toewijzing, verbruik
    from bench.berichten import toewijzing_nummer
    from bench.register import BEGIN, BERICHT, NU, TOEWIJZING, contract
    from ijw.nummers import test_bsn

    gemeenten_van: dict[str, list[str]] = {}
    for nummer in range(aantal):
        gemeente, aanbieder = partijen(nummer)
        gemeenten_van.setdefault(aanbieder, []).append(gemeente)
    contracten = [
        replace(
            contract(),
            contractnummer=f"BENCH-{aanbieder}",
            aanbieder=aanbieder,
            deelnames=tuple(Deelname(gemeente, BEGIN, None) for gemeente in dict.fromkeys(gemeenten)),
        )
        for aanbieder, gemeenten in gemeenten_van.items()
    ]
    lijnen = range(prestaties)
    kluis = werkplek.kluis
    with werkplek.engine.begin() as conn:
        bewaar(conn, contracten, NU)
        conn.execute(insert(bericht).values(id=reserveer_ids(conn, bericht), **BERICHT))
        wie = sorted({(partijen(lijn // PER_BERICHT)[0], _client(lijn)) for lijn in lijnen})
        eerste_client = reserveer_ids(conn, client, len(wie))
        ids = {wat: id_ for id_, wat in enumerate(wie, eerste_client)}
        bsns = {n: test_bsn(n) for _, n in wie}
        versleuteld = {n: (kluis.bsn_index(b), kluis.versleutel_tekst(b, "client.bsn")) for n, b in bsns.items()}
        rijen = [(id_, gemeente, *versleuteld[n]) for (gemeente, n), id_ in ids.items()]
        voeg_toe(conn, client, ("id", "gemeente", "bsn_index", "bsn"), rijen)
        eerste = reserveer_ids(conn, toewijzing, prestaties)
        for deel in (lijnen[van : van + 100_000] for van in range(0, prestaties, 100_000)):
            toegewezen = []
            for lijn in deel:
                gemeente, aanbieder = partijen(lijn // PER_BERICHT)
                velden = {**TOEWIJZING, "gemeente": gemeente, "aanbieder": aanbieder}
                toegewezen.append(
                    (eerste + lijn, toewijzing_nummer(lijn), ids[gemeente, _client(lijn)], *velden.values())
                )
            voeg_toe(conn, toewijzing, ("id", "toewijzing_nummer", "client_id", *TOEWIJZING), toegewezen)
            gebruikt = [(eerste + lijn, 0, 0) for lijn in deel]
            voeg_toe(conn, verbruik, ("toewijzing_id", "volume", "bedrag"), gebruikt)


def bericht(nummer: int, lijnen: range) -> bytes:
    """The n-th message, with these prestaties."""
    from bench.berichten import bericht_van, maak_prestatie
    from ijw.berichten import jw323
    from ijw.codec import schrijf
    from ijw.nummers import test_bsn

    per_client: dict[int, list[Any]] = {}
    for lijn in lijnen:
        per_client.setdefault(_client(lijn), []).append(maak_prestatie(lijn))
    clienten = tuple(jw323.Client(bsn=test_bsn(n), prestaties=tuple(eigen)) for n, eigen in per_client.items())
    gemeente, aanbieder = partijen(nummer)
    return schrijf(
        bericht_van(f"L{nummer}", lijnen, clienten, afzender=aanbieder, ontvanger=gemeente), jw323.SOORT
    )


if __name__ == "__main__":
    url, sleutelbestand, folder, aantal_prestaties = sys.argv[1:]
    _maak(url, Path(sleutelbestand), Path(folder), int(aantal_prestaties))
