"""The database: opening it, what its types mean, and how constraints are named.

SQLite is the default and PostgreSQL (psycopg 3) the larger sister; both keep an accepted message through a
power failure. Times of day are stored as UTC moments; civil dates are plain dates.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import sleep
from typing import Any

from sqlalchemy import (
    URL,
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    ExceptionContext,
    Integer,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import ArgumentError

from backoffice.fouten import AlleenLezen, DatabaseFout

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite makes only an INTEGER primary key the row's own address; a BIGINT one would cost a second index.
Id = BigInteger().with_variant(Integer, "sqlite")


class Tijdstip(TypeDecorator[datetime]):
    """A moment in UTC; a datetime without zone is refused with ValueError, since nobody knows when it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("een tijdstip heeft een tijdzone nodig")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def open_database(url: str) -> Engine:
    """Open `sqlite:///path` or `postgresql://...`; nothing is connected or created yet.

    `with engine.begin() as conn` is a write transaction, `with lezen(engine) as conn` a read. When the
    database is away, full, busy or read-only both raise DatabaseFout; a broken constraint is IntegrityError.
    """
    try:
        adres = make_url(url)
    except ArgumentError as fout:
        raise DatabaseFout(_ADRES) from fout
    match adres.get_backend_name():
        case "sqlite":
            # How long a writer waits for another one, unless the address says otherwise.
            wachttijd = {} if "timeout" in adres.query else {"timeout": _WACHTTIJD}
            engine = create_engine(adres, hide_parameters=True, connect_args=wachttijd)
            event.listen(engine, "connect", _stel_sqlite_in)
            event.listen(engine, "begin", _begin_sqlite)
        case "postgresql":
            opties = f"{adres.query.get('options', '')} -c jit=off".strip()
            engine = create_engine(
                adres.set(drivername="postgresql+psycopg"),
                hide_parameters=True,
                pool_pre_ping=True,
                # Who writes takes its numbers over a second connection; nobody may wait for one that waits itself.
                max_overflow=-1,
                connect_args={"options": opties},
            )
        case _:
            raise DatabaseFout(_ADRES)
    event.listen(engine, "handle_error", _meld)
    return engine


@contextmanager
def lezen(engine: Engine) -> Iterator[Connection]:
    """One unchanging view of the data, which keeps no writer waiting."""
    with engine.connect() as conn:
        if conn.dialect.name == "postgresql":
            conn = conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with conn.execution_options(alleen_lezen=True).begin():
            yield conn


@contextmanager
def zonder_wachten(engine: Engine) -> Iterator[Connection]:
    """A write transaction that on SQLite raises DatabaseFout at once when another writer is at work."""
    with engine.connect() as conn:
        verbinding = conn.connection.driver_connection
        if not isinstance(verbinding, sqlite3.Connection):
            with conn.begin():
                yield conn
            return
        (wachttijd,) = verbinding.execute("PRAGMA busy_timeout").fetchone()
        verbinding.execute("PRAGMA busy_timeout = 0")
        try:
            with conn.begin():
                yield conn
        finally:
            verbinding.execute(f"PRAGMA busy_timeout = {wachttijd}")


_ADRES = (
    "Het databaseadres (IJW_DATABASE_URL) is onbruikbaar. "
    "Verwacht sqlite:///pad/naar/bestand.db of postgresql://gebruiker@host/database."
)

_WACHTTIJD = 30  # seconds


def _stel_sqlite_in(verbinding: sqlite3.Connection, _: object) -> None:
    # The driver may not begin transactions by itself: it would begin them without a write lock.
    verbinding.isolation_level = None
    verbinding.execute("PRAGMA foreign_keys = ON")
    # Without this INSERT OR REPLACE deletes rows behind the back of the triggers that forbid it.
    verbinding.execute("PRAGMA recursive_triggers = ON")
    _zet_wal_aan(verbinding)
    # FULL, since with WAL and NORMAL an accepted message could be gone after a power failure.
    verbinding.execute("PRAGMA synchronous = FULL")


def _zet_wal_aan(verbinding: sqlite3.Connection) -> None:
    # Of two processes that switch a new file at once SQLite refuses one without waiting; a moment later it is
    # switched already and nothing needs doing.
    for wachten in (0.01, 0.1, 1.0):
        try:
            verbinding.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as fout:
            if fout.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            sleep(wachten)
    verbinding.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(conn: Connection) -> None:
    # A transaction that reads before it writes can fail halfway on the lock; taking the lock first cannot.
    opties = conn.get_execution_options()
    lezer = opties.get("alleen_lezen", False)
    # A table that others point at is rebuilt with foreign keys off, which is too late within a transaction.
    stand = (not opties.get("verbouwt", False), lezer)
    # What a connection was set to it stays, from one transaction to the next.
    if conn.info.get(_STAND) != stand:
        conn.exec_driver_sql(f"PRAGMA foreign_keys = {'ON' if stand[0] else 'OFF'}")
        conn.exec_driver_sql(f"PRAGMA query_only = {'ON' if lezer else 'OFF'}")
        conn.info[_STAND] = stand
    conn.exec_driver_sql("BEGIN" if lezer else "BEGIN IMMEDIATE")


_STAND = "backoffice: foreign keys and read-only"


def _meld(context: ExceptionContext) -> None:
    oorzaak = context.original_exception
    if context.engine is not None and (fout := als_databasefout(oorzaak, context.engine.url)) is not None:
        raise fout from oorzaak


_VOL = "heeft geen ruimte meer. Maak ruimte op de schijf en bied het bestand opnieuw aan"
_ALLEEN_LEZEN = "is alleen-lezen. Geef schrijfrechten op de database (bij SQLite ook op de map) en probeer opnieuw"
_BEZET = "is bezet door een ander proces. Wacht tot dat klaar is en probeer opnieuw"
_WEG = "is niet bereikbaar. Controleer het adres (IJW_DATABASE_URL) en of de database draait, en probeer opnieuw"
_BESCHADIGD = "is beschadigd of geen database. Zet een reservekopie terug"

_SQLITE = {
    sqlite3.SQLITE_FULL: _VOL,
    sqlite3.SQLITE_IOERR: "gaf een lees- of schrijffout. Controleer de schijf en probeer opnieuw",
    sqlite3.SQLITE_READONLY: _ALLEEN_LEZEN,
    sqlite3.SQLITE_BUSY: _BEZET,
    sqlite3.SQLITE_LOCKED: _BEZET,
    sqlite3.SQLITE_CANTOPEN: _WEG,
    sqlite3.SQLITE_CORRUPT: _BESCHADIGD,
    sqlite3.SQLITE_NOTADB: _BESCHADIGD,
}

# By SQLSTATE, or by its class where the whole class means one thing.
_POSTGRESQL = {
    "53100": _VOL,
    "25006": _ALLEEN_LEZEN,
    "42501": "weigert de handeling. Geef de gebruiker rechten op de tabellen en probeer opnieuw",
    "40001": _BEZET,
    "40P01": _BEZET,
    "55P03": _BEZET,
    "53": "heeft geen middelen meer. Probeer het later opnieuw",
    "08": _WEG,
    "28": "weigert de gebruiker. Controleer gebruiker en wachtwoord in IJW_DATABASE_URL",
    "3D": _WEG,
    "57": _WEG,
    "58": "gaf een systeemfout. Controleer de schijf van de databaseserver en probeer opnieuw",
    "XX": _BESCHADIGD,
}


def als_databasefout(oorzaak: BaseException, url: URL) -> DatabaseFout | None:
    """The DatabaseFout for a driver error that the surroundings caused, or None for any other error."""
    uitleg = None
    if isinstance(oorzaak, sqlite3.Error):
        # The low byte is the kind of error, what is above it the variety.
        uitleg = _SQLITE.get(getattr(oorzaak, "sqlite_errorcode", 0) & 0xFF)
    # Without the driver loaded (it takes a while) the error cannot be one of its own.
    elif (psycopg := sys.modules.get("psycopg")) is not None and isinstance(oorzaak, psycopg.Error):
        sqlstate: str | None = oorzaak.sqlstate
        if sqlstate is not None:
            uitleg = _POSTGRESQL.get(sqlstate) or _POSTGRESQL.get(sqlstate[:2])
        elif isinstance(oorzaak, psycopg.OperationalError):
            uitleg = _WEG
    if uitleg is None:
        return None
    soort = AlleenLezen if uitleg is _ALLEEN_LEZEN else DatabaseFout
    return soort(f"Database {url.database} {uitleg}.")
