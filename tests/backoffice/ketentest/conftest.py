"""The kit as it comes with the program, and our own back office to play it against."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from backoffice.ketentest.doelen.eigen import EigenBackoffice, laad
from backoffice.ketentest.gesprek import Gesprek
from backoffice.ketentest.kit import Kit, kitmap, lees_kit
from backoffice.services.werkplek import Werkplek
from backoffice.versleuteling import Kluis
from tests.databases import NieuweDatabase


@pytest.fixture(scope="session")
def kit() -> Kit:
    return lees_kit(kitmap())


@pytest.fixture
def werkplek(kit: Kit, sqlite_nieuw: NieuweDatabase, kluis: Kluis, tmp_path: Path) -> Iterator[Werkplek]:
    """An empty back office with the contracts of the gesprekken in series 0 and 1."""
    with sqlite_nieuw() as engine:
        werkplek = Werkplek(engine, kluis)
        contracten = [c for reeks in (0, 1) for c in kit.contracten_voor(kit.gesprekken, reeks)]
        laad(werkplek, contracten, tmp_path / "contracten.yaml")
        yield werkplek


@pytest.fixture
def eigen(werkplek: Werkplek) -> EigenBackoffice:
    return EigenBackoffice(werkplek)


def gesprek(kit: Kit, naam: str) -> Gesprek:
    return next(g for g in kit.gesprekken if g.naam == naam)
