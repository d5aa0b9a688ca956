"""A region for the portal, on SQLite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from backoffice.versleuteling import Kluis
from tests.databases import NieuweDatabase
from tests.flows.regio import Regio


@pytest.fixture
def sqlite_regio(sqlite_nieuw: NieuweDatabase, kluis: Kluis) -> Iterator[Regio]:
    """A fresh region: one contract, no messages yet."""
    with sqlite_nieuw() as engine:
        yield Regio(engine, kluis)
