"""The kit as it comes with the program, and our own back office to play it against."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from backoffice.ketentest.doelen.eigen import EigenBackoffice, laad
from backoffice.ketentest.gesprek import Gesprek
from backoffice.ketentest.kit import Kit, kitmap, lees_kit
from backoffice.services.werkplek import Werkplek
from backoffice.storage.migraties import migreer
from backoffice.versleuteling import Kluis
from tests.databases import NieuweDatabase, sqlite_databases


@pytest.fixture(scope="session")
def kit() -> Kit:
    return lees_kit(kitmap())


@pytest.fixture(scope="session")
def met_contracten(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NieuweDatabase]:
    """Makes databases with the contracts of the gesprekken in series 0 and 1."""
    map_ = tmp_path_factory.mktemp("ketentest")

    def vul(engine: Engine) -> None:
        migreer(engine)
        contracten = [c for reeks in (0, 1) for c in kit.contracten_voor(kit.gesprekken, reeks)]
        laad(
            Werkplek(engine, Kluis({"test": bytes(32)}, index=bytes(range(32)))),
            contracten,
            map_ / "contracten.yaml",
        )

    with sqlite_databases(map_, vul) as nieuw:
        yield nieuw


@pytest.fixture
def werkplek(met_contracten: NieuweDatabase, kluis: Kluis) -> Iterator[Werkplek]:
    """An empty back office with those contracts."""
    with met_contracten() as engine:
        yield Werkplek(engine, kluis)


@pytest.fixture
def eigen(werkplek: Werkplek) -> EigenBackoffice:
    return EigenBackoffice(werkplek)


def gesprek(kit: Kit, naam: str) -> Gesprek:
    return next(g for g in kit.gesprekken if g.naam == naam)
