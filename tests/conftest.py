"""Fixtures every test may use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from backoffice.versleuteling import Kluis
from tests.databases import NieuweDatabase, postgresql_databases, sqlite_databases


@pytest.fixture(scope="session")
def sqlite_nieuw(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NieuweDatabase]:
    """Makes fresh SQLite databases."""
    with sqlite_databases(tmp_path_factory.mktemp("sqlite")) as nieuw:
        yield nieuw


@pytest.fixture(scope="session")
def postgresql_nieuw() -> Iterator[NieuweDatabase]:
    """Makes fresh PostgreSQL databases; the server starts with the first test that asks."""
    with postgresql_databases() as nieuw:
        yield nieuw


@pytest.fixture(params=["sqlite", "postgresql"])
def nieuwe_database(request: pytest.FixtureRequest) -> NieuweDatabase:
    """Makes fresh, migrated, empty databases: the test runs once on SQLite and once on PostgreSQL."""
    nieuw: NieuweDatabase = request.getfixturevalue(f"{request.param}_nieuw")
    return nieuw


@pytest.fixture
def engine(nieuwe_database: NieuweDatabase) -> Iterator[Engine]:
    """One fresh, migrated, empty database, of each kind in turn."""
    with nieuwe_database() as engine:
        yield engine


@pytest.fixture
def kluis() -> Kluis:
    """Keys that protect nothing but tests."""
    return Kluis({"test": bytes(32)}, index=bytes(range(32)))
