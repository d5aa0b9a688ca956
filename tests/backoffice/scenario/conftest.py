"""A table to play scenarios on: registers of SQLite, each used once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from backoffice.bootstrap import open_bank
from backoffice.scenario.uitvoeren import Speeltafel, lees_standaardbasis
from backoffice.scheduler import ROOSTER
from backoffice.services.werkplek import Werkplek
from backoffice.versleuteling import Kluis
from tests.databases import NieuweDatabase


@pytest.fixture
def tafel(sqlite_nieuw: NieuweDatabase, kluis: Kluis, tmp_path: Path) -> Speeltafel:
    @contextmanager
    def nieuw() -> Iterator[Werkplek]:
        with sqlite_nieuw() as engine:
            yield Werkplek(engine, kluis)

    taken = {naam: gepland.taak for naam, gepland in ROOSTER.items()}
    return Speeltafel(nieuw, open_bank(), taken, tmp_path, lees_standaardbasis())
