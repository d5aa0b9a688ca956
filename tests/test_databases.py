"""A database that served a test is for the next one as new as a fresh copy, or is not used again."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert, select

from backoffice.storage.database import metadata, open_database
from backoffice.storage.tabellen import register_gemeente
from backoffice.versleuteling import Kluis
from tests.databases import NieuweDatabase
from tests.flows.regio import Regio


def inhoud(engine: Engine) -> dict[str, list[Any]]:
    with engine.connect() as conn:
        return {tabel.name: [*conn.execute(select(tabel))] for tabel in metadata.sorted_tables}


def adres(engine: Engine) -> str | None:
    return engine.url.database


def test_niets_van_een_test_blijft_voor_de_volgende(nieuwe_database: NieuweDatabase, kluis: Kluis) -> None:
    with nieuwe_database() as engine:
        eerder = adres(engine)
        leeg = inhoud(engine)
        regio = Regio(engine, kluis)
        regio.wijs_toe()
        regio.declareer()
        gevuld = regio.dump()
        assert inhoud(engine) != leeg
    with nieuwe_database() as engine:
        assert adres(engine) == eerder
        assert inhoud(engine) == leeg
        regio = Regio(engine, kluis)
        regio.wijs_toe()
        regio.declareer()
        # The numbers begin at one again.
        assert regio.dump()["bericht"][0][0] == gevuld["bericht"][0][0] == 1


def test_rijen_komen_weer_in_de_volgorde_waarin_ze_kwamen(nieuwe_database: NieuweDatabase) -> None:
    gemeenten = [{"code": f"{nummer:04}", "naam": "Hengelo"} for nummer in range(1000, 0, -1)]
    for _ in range(2):
        with nieuwe_database() as engine, engine.begin() as conn:
            conn.execute(insert(register_gemeente), gemeenten)
            rijen = conn.exec_driver_sql("SELECT code, naam FROM register_gemeente").all()
            assert [rij.code for rij in rijen] == [rij["code"] for rij in gemeenten]


def test_wat_werd_teruggedraaid_telt_ook(postgresql_nieuw: NieuweDatabase) -> None:
    gemeente = insert(register_gemeente).values(code="0164", naam="Hengelo")
    with postgresql_nieuw() as engine, engine.connect() as conn:
        eerder = adres(engine)
        conn.execute(gemeente)
        conn.rollback()
    with postgresql_nieuw() as engine, engine.connect() as conn:
        assert adres(engine) == eerder
        assert conn.exec_driver_sql("SELECT pg_relation_size('register_gemeente')").scalar_one() == 0


def test_een_luisteraar_luistert_tot_het_eind_van_de_test(nieuwe_database: NieuweDatabase) -> None:
    begonnen = count()
    with nieuwe_database() as engine:
        eerder = adres(engine)
        event.listen(engine, "begin", lambda _: next(begonnen))
        with engine.begin():
            pass
    with nieuwe_database() as engine, engine.begin():
        assert adres(engine) == eerder
        assert next(begonnen) == 1


def test_een_verbinding_vergeet_wat_een_test_instelde(postgresql_nieuw: NieuweDatabase) -> None:
    with postgresql_nieuw() as engine, engine.begin() as conn:
        conn.exec_driver_sql("SET lock_timeout = 77")
        conn.exec_driver_sql("SELECT pg_advisory_lock(1)")
    with postgresql_nieuw() as engine, engine.connect() as conn:
        assert conn.exec_driver_sql("SHOW lock_timeout").scalar_one() == "0"
        assert conn.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").scalar_one() == 0


ANDERS: dict[str, Callable[[Connection], Any]] = {
    "tabel": lambda conn: conn.exec_driver_sql("CREATE TABLE van_mij (id integer)"),
    "kolom": lambda conn: conn.exec_driver_sql("ALTER TABLE register_gemeente ADD COLUMN van_mij integer"),
    "trigger": lambda conn: conn.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER USER"),
    "functie": lambda conn: conn.exec_driver_sql("ALTER FUNCTION weiger_wijziging() COST 7"),
    "voorwaarde": lambda conn: conn.exec_driver_sql("ALTER TABLE bericht DROP CONSTRAINT ck_bericht_niveau"),
    "recht": lambda conn: conn.exec_driver_sql("GRANT SELECT ON bericht TO PUBLIC"),
    "versie": lambda conn: conn.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'"),
    "cijfers": lambda conn: conn.exec_driver_sql("ANALYZE alembic_version"),
}


@pytest.mark.parametrize("wat", ANDERS)
def test_een_andere_vorm_wordt_niet_nog_eens_gebruikt(postgresql_nieuw: NieuweDatabase, wat: str) -> None:
    with postgresql_nieuw() as engine:
        eerder = adres(engine)
        with engine.begin() as conn:
            ANDERS[wat](conn)
    with postgresql_nieuw() as engine:
        assert adres(engine) != eerder


def test_wie_de_database_nog_open_heeft_houdt_haar(nieuwe_database: NieuweDatabase) -> None:
    with nieuwe_database() as engine:
        eerder = adres(engine)
        ander = open_database(engine.url.render_as_string(hide_password=False))
        blijft = ander.connect()
        blijft.execute(select(register_gemeente))
    with nieuwe_database() as engine:
        assert adres(engine) != eerder
    blijft.invalidate()
    ander.dispose()


def test_wat_een_test_naast_de_database_legde_komt_niet_terug(sqlite_nieuw: NieuweDatabase) -> None:
    with sqlite_nieuw() as engine:
        sleutels = Path(engine.url.database or "").with_suffix(".sleutels")
        sleutels.write_text("geheim")
    with sqlite_nieuw() as engine:
        assert Path(engine.url.database or "").parent != sleutels.parent


def test_twee_tegelijk_zijn_twee(nieuwe_database: NieuweDatabase) -> None:
    with nieuwe_database() as een, nieuwe_database() as ander:
        assert adres(een) != adres(ander)
