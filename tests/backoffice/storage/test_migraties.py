from __future__ import annotations

import threading
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, select, text

import backoffice.storage.tabellen
from backoffice.storage.database import metadata, open_database
from backoffice.storage.migraties import migreer
from backoffice.storage.tabellen import nummerreeks
from tests.databases import NieuweDatabase


def test_de_migraties_geven_precies_de_tabellen_van_de_code(engine: Engine) -> None:
    assert len(metadata.tables) == len(backoffice.storage.tabellen.__all__)
    with engine.connect() as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []


def test_ook_indexen_en_voorwaarden_zijn_gelijk(sqlite_nieuw: NieuweDatabase, tmp_path: Path) -> None:
    # Alembic does not compare CHECKs nor the WHERE of an index; the text of the definitions does.
    uit_code = open_database(f"sqlite:///{tmp_path}/code.db")
    metadata.create_all(uit_code)
    with sqlite_nieuw() as engine:
        assert _definities(engine) == _definities(uit_code)
    uit_code.dispose()


def test_nog_eens_migreren_verandert_niets(engine: Engine) -> None:
    with engine.begin() as conn:
        conn.execute(nummerreeks.insert().values(naam="proef", volgende=7))
    migreer(engine)
    with engine.connect() as conn:
        assert conn.execute(select(nummerreeks.c.volgende)).scalar_one() == 7


def test_twee_processen_migreren_tegelijk(tmp_path: Path) -> None:
    engines = [open_database(f"sqlite:///{tmp_path}/jeugd.db") for _ in range(2)]
    fouten: list[BaseException] = []

    def probeer(engine: Engine) -> None:
        try:
            migreer(engine)
        except BaseException as fout:
            fouten.append(fout)

    draden = [threading.Thread(target=probeer, args=[engine]) for engine in engines]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert fouten == []
    assert "prestatie" in inspect(engines[0]).get_table_names()
    for engine in engines:
        engine.dispose()


def _definities(engine: Engine) -> dict[str, str]:
    vraag = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    with engine.connect() as conn:
        return {naam: sql for naam, sql in conn.execute(text(vraag)) if naam != "alembic_version"}
