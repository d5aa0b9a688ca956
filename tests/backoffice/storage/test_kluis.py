from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from backoffice.fouten import SleutelFout
from backoffice.storage.kluis import kluis_van, sleutelbestand_bij
from backoffice.storage.tabellen import sleutelkenmerk
from backoffice.versleuteling import nieuwe_sleutel
from tests.databases import NieuweDatabase


def _sleutels(actief: str = "s1", index: str | None = None) -> str:
    return f"{nieuwe_sleutel(actief)} {index or nieuwe_sleutel('index')}"


def test_een_database_onthoudt_haar_indexsleutel(engine: Engine) -> None:
    omgeving = {"IJW_SLEUTEL": _sleutels()}
    eerste, tweede = kluis_van(engine, omgeving), kluis_van(engine, omgeving)
    assert eerste.bsn_index("999910000") == tweede.bsn_index("999910000")
    with engine.connect() as conn:
        assert conn.execute(select(sleutelkenmerk.c.kenmerk)).scalars().all() == [eerste.kenmerk()]


def test_een_andere_indexsleutel_wordt_geweigerd(engine: Engine) -> None:
    kluis_van(engine, {"IJW_SLEUTEL": _sleutels()})
    with pytest.raises(SleutelFout, match="indexsleutel hoort niet bij database"):
        kluis_van(engine, {"IJW_SLEUTEL": _sleutels()})


def test_een_nieuwe_actieve_sleutel_mag(engine: Engine) -> None:
    index = nieuwe_sleutel("index")
    kluis_van(engine, {"IJW_SLEUTEL": _sleutels("s1", index)})
    assert kluis_van(engine, {"IJW_SLEUTEL": _sleutels("s2", index)}).actief == "s2"


def test_naast_een_nieuwe_sqlite_komt_een_sleutelbestand(sqlite_nieuw: NieuweDatabase) -> None:
    with sqlite_nieuw() as engine:
        bestand = Path(f"{engine.url.database}.sleutels")
        assert sleutelbestand_bij(engine) == bestand
        kluis = kluis_van(engine, {})
        assert bestand.exists()
        assert kluis_van(engine, {}).kenmerk() == kluis.kenmerk()


def test_een_verloren_sleutelbestand_wordt_niet_stil_vervangen(sqlite_nieuw: NieuweDatabase) -> None:
    with sqlite_nieuw() as engine:
        kluis_van(engine, {})
        bestand = Path(f"{engine.url.database}.sleutels")
        bestand.unlink()
        with pytest.raises(SleutelFout, match="niet te lezen"):
            kluis_van(engine, {})
        assert not bestand.exists()


def test_postgresql_vraagt_om_een_sleutel(postgresql_nieuw: NieuweDatabase) -> None:
    with postgresql_nieuw() as engine, pytest.raises(SleutelFout, match="IJW_SLEUTELBESTAND"):
        kluis_van(engine, {})
