from __future__ import annotations

from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import IntegrityError

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


def test_twee_processen_migreren_tegelijk(engine: Engine) -> None:
    url = _lege_database(engine)
    start = get_context("spawn").Barrier(2)
    processen = [get_context("spawn").Process(target=_migreer, args=(url, start)) for _ in range(2)]
    for proces in processen:
        proces.start()
    for proces in processen:
        proces.join()
    assert [proces.exitcode for proces in processen] == [0, 0]
    gemigreerd = open_database(url)
    assert set(metadata.tables) < set(inspect(gemigreerd).get_table_names())
    gemigreerd.dispose()


def _migreer(url: str, start: Barrier) -> None:
    start.wait()
    migreer(open_database(url))


def _lege_database(engine: Engine) -> str:
    if engine.dialect.name == "sqlite":
        return f"sqlite:///{engine.url.database}.leeg"
    with engine.begin() as conn:
        conn.execute(text("DROP SCHEMA public CASCADE"))
        conn.execute(text("CREATE SCHEMA public"))
    return engine.url.render_as_string(hide_password=False)


def _definities(engine: Engine) -> dict[str, list[str]]:
    """The parts of every definition; a table that was changed has them in another order."""
    vraag = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    with engine.connect() as conn:
        return {naam: _delen(sql) for naam, sql in conn.execute(text(vraag)) if naam != "alembic_version"}


def _delen(sql: str) -> list[str]:
    """The columns and constraints of a definition, in any order: a column that was added later comes last."""
    kop, _, inhoud = " ".join(sql.replace('"', "").split()).partition("(")
    delen, diepte = [""], 0
    for teken in inhoud.rpartition(")")[0]:
        diepte += {"(": 1, ")": -1}.get(teken, 0)
        if teken == "," and diepte == 0:
            delen.append("")
        else:
            delen[-1] += teken
    return [kop, *sorted(deel.strip() for deel in delen)]


def test_wat_er_al_stond_blijft_bij_het_verbouwen(tmp_path: Path) -> None:
    """A register of before the whole chain: rows that point at each other live on, and so do the triggers."""
    engine = open_database(f"sqlite:///{tmp_path}/oud.db")
    migreer(engine, "0003")
    with engine.begin() as conn:
        for opdracht in _OUD:
            conn.execute(text(opdracht))
    migreer(engine)
    with engine.connect() as conn:
        for tabel in ("toewijzing", "toewijzing_versie", "verbruik"):
            assert conn.execute(text(f"SELECT count(*) FROM {tabel}")).scalar_one() == 1
        assert conn.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    with pytest.raises(IntegrityError), engine.begin() as conn:
        conn.execute(text("DELETE FROM toewijzing_versie"))
    engine.dispose()


_VELDEN = "1, '0153', 1001, '12345678', 1, '2026-01-01', '10:00:00', '2026-01-01', false, '2026-01-01', 1, 1"
_KOLOMMEN = (
    "gemeente, toewijzing_nummer, aanbieder, client_id, toewijzingsdatum, toewijzingstijd, ingangsdatum, "
    "verwijderd, eerste_verzonden, bericht_id, versie"
)
_OUD = (
    "INSERT INTO client (id, gemeente, bsn_index, bsn) VALUES (1, '0153', x'00', x'00')",
    "INSERT INTO bericht (id, soort, release, afzender, ontvanger, identificatie, dagtekening, ontvangen_op, "
    "inhoud_hash, inhoud, oordeel) VALUES (1, 'JW301', '3.2', '0153', '12345678', 'X', '2026-01-01', "
    "'2026-01-01 00:00:00', x'00', x'00', 'goed')",
    f"INSERT INTO toewijzing (id, {_KOLOMMEN}) VALUES ({_VELDEN})",
    f"INSERT INTO toewijzing_versie (id, {_KOLOMMEN}, toewijzing_id, vastgelegd_op) "
    f"VALUES ({_VELDEN}, 1, '2026-01-01 00:00:00')",
    "INSERT INTO verbruik (toewijzing_id, volume, bedrag) VALUES (1, 0, 0)",
)
