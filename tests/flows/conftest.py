"""A region on each kind of database."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from backoffice.versleuteling import Kluis
from tests.flows.regio import Regio


@pytest.fixture
def regio(engine: Engine, kluis: Kluis) -> Regio:
    """A fresh region, once on SQLite and once on PostgreSQL."""
    return Regio(engine, kluis)
