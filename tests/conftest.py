"""Fixtures every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from backoffice.versleuteling import Kluis
from tests.browser import chromium
from tests.databases import NieuweDatabase, postgresql_databases, sqlite_databases

_BROWSER = Path(chromium.__file__).parent


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the browser tests out on a machine without a browser."""
    weg = chromium.blijft_weg(config.invocation_params.args, os.environ)
    return True if weg and collection_path == _BROWSER else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say that they were left out."""
    if chromium.blijft_weg(config.invocation_params.args, os.environ):
        terminalreporter.write_sep("=", "tests/browser is NIET gedraaid", yellow=True)
        terminalreporter.write_line(chromium.ONTBREEKT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests go last: while a browser is open, no other test in its process can run an event loop."""
    items.sort(key=lambda item: item.path.is_relative_to(_BROWSER))


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
