"""Opening a database, reading and writing it, and what a user hears when it will not."""

from __future__ import annotations

import threading
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from backoffice.fouten import DatabaseFout
from backoffice.storage.database import lezen, open_database
from backoffice.storage.tabellen import register_gemeente
from tests.databases import NieuweDatabase


def _zet_gemeente(conn: Connection, code: str = "0164") -> None:
    conn.execute(insert(register_gemeente).values(code=code, naam="Hengelo"))


def _aantal(conn: Connection) -> int:
    return conn.execute(select(func.count()).select_from(register_gemeente)).scalar_one()


def test_wat_is_vastgelegd_staat_er_na_heropenen(engine: Engine) -> None:
    with engine.begin() as conn:
        _zet_gemeente(conn)
    opnieuw = open_database(engine.url.render_as_string(hide_password=False))
    with lezen(opnieuw) as conn:
        assert _aantal(conn) == 1
    opnieuw.dispose()


def test_een_fout_halverwege_laat_niets_achter(engine: Engine) -> None:
    with pytest.raises(IntegrityError), engine.begin() as conn:
        conn.execute(insert(register_gemeente), [{"code": "0164", "naam": "Hengelo"}] * 2)
    with lezen(engine) as conn:
        assert _aantal(conn) == 0


def test_een_lezer_ziet_een_beeld_en_wacht_niet(engine: Engine) -> None:
    with lezen(engine) as lezer:
        assert _aantal(lezer) == 0
        with engine.begin() as schrijver:
            _zet_gemeente(schrijver)
            assert _aantal(lezer) == 0
        assert _aantal(lezer) == 0
    with lezen(engine) as lezer:
        assert _aantal(lezer) == 1


def test_een_lezer_schrijft_niet(engine: Engine) -> None:
    with pytest.raises(DatabaseFout, match="alleen-lezen"), lezen(engine) as conn:
        _zet_gemeente(conn)


def test_na_een_lezer_mag_dezelfde_verbinding_weer_schrijven(engine: Engine) -> None:
    with lezen(engine) as conn:
        _aantal(conn)
    with engine.begin() as conn:
        _zet_gemeente(conn)
        assert _aantal(conn) == 1


def test_sqlite_bewaart_bij_stroomuitval(sqlite_nieuw: NieuweDatabase) -> None:
    with sqlite_nieuw() as engine, engine.connect() as conn:
        instellingen = {
            naam: conn.exec_driver_sql(f"PRAGMA {naam}").scalar_one()
            for naam in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert instellingen == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}


def test_postgresql_bewaart_bij_stroomuitval_en_rekent_zonder_jit(postgresql_nieuw: NieuweDatabase) -> None:
    with postgresql_nieuw() as engine, engine.connect() as conn:
        assert conn.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"
        assert conn.exec_driver_sql("SHOW jit").scalar_one() == "off"


def test_veel_processen_openen_tegelijk_een_nieuwe_sqlite(tmp_path: Path) -> None:
    # SQLite answered "database is locked" to one in fifteen that switched a new file to WAL together.
    spawn = get_context("spawn")
    start = spawn.Barrier(3)
    processen = [spawn.Process(target=_open_nieuwe, args=(str(tmp_path), start)) for _ in range(3)]
    for proces in processen:
        proces.start()
    for proces in processen:
        proces.join()
    assert [proces.exitcode for proces in processen] == [0, 0, 0]


def _open_nieuwe(map_: str, start: Barrier) -> None:
    for nummer in range(40):
        engine = open_database(f"sqlite:///{map_}/{nummer}.db")
        start.wait(60)
        with engine.begin() as conn:
            conn.exec_driver_sql("CREATE TABLE IF NOT EXISTS proef (id INTEGER)")
        engine.dispose()


def test_een_schrijver_neemt_op_sqlite_meteen_het_slot(sqlite_nieuw: NieuweDatabase) -> None:
    with sqlite_nieuw() as engine:
        ongeduldig = open_database(f"{engine.url}?timeout=0.05")
        with engine.begin(), pytest.raises(DatabaseFout, match="bezet"), ongeduldig.begin():
            pytest.fail("een tweede schrijver kreeg het slot")
        with ongeduldig.begin() as conn:
            _zet_gemeente(conn)
        ongeduldig.dispose()


def test_een_tweede_schrijver_wacht_op_de_eerste(engine: Engine) -> None:
    ik_schrijf, klaar = threading.Event(), threading.Event()

    def tweede() -> None:
        ik_schrijf.wait()
        with engine.begin() as conn:
            _zet_gemeente(conn, "0147")
        klaar.set()

    draad = threading.Thread(target=tweede)
    draad.start()
    with engine.begin() as conn:
        _zet_gemeente(conn, "0164")
        ik_schrijf.set()
        if engine.dialect.name == "sqlite":
            assert not klaar.wait(0.1)
    draad.join(10)
    with lezen(engine) as conn:
        assert _aantal(conn) == 2


def test_een_volle_schijf_sqlite(sqlite_nieuw: NieuweDatabase) -> None:
    with sqlite_nieuw() as engine:
        with engine.connect() as conn:
            bladen = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
            conn.exec_driver_sql(f"PRAGMA max_page_count = {bladen}")
            veel = [{"code": str(nummer), "naam": "Hengelo"} for nummer in range(10_000)]
            with pytest.raises(DatabaseFout, match="geen ruimte") as gevangen:
                conn.execute(insert(register_gemeente), veel)
            assert str(engine.url.database) in str(gevangen.value)
        with lezen(engine) as conn:
            assert _aantal(conn) == 0


@pytest.mark.parametrize(
    ("sqlstate", "uitleg"),
    [
        ("53100", "geen ruimte meer"),
        ("53300", "geen middelen"),
        ("57P01", "niet bereikbaar"),
        ("40P01", "bezet"),
        ("42501", "rechten"),
    ],
)
def test_wat_postgresql_weigert(postgresql_nieuw: NieuweDatabase, sqlstate: str, uitleg: str) -> None:
    with postgresql_nieuw() as engine:
        weiger = text(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{sqlstate}'; END $$")
        with engine.connect() as conn:
            _zet_gemeente(conn)
            with pytest.raises(DatabaseFout, match=uitleg):
                conn.execute(weiger)
        with lezen(engine) as conn:
            assert _aantal(conn) == 0


def test_een_alleen_lezen_sqlite(sqlite_nieuw: NieuweDatabase) -> None:
    with sqlite_nieuw() as engine:
        lezer = open_database(f"sqlite:///file:{engine.url.database}?mode=ro&uri=true")
        with pytest.raises(DatabaseFout, match="alleen-lezen"), lezer.begin() as conn:
            _zet_gemeente(conn)
        lezer.dispose()


def test_een_alleen_lezen_postgresql(postgresql_nieuw: NieuweDatabase) -> None:
    with postgresql_nieuw() as engine:
        adres = engine.url.update_query_dict({"options": "-c default_transaction_read_only=on"})
        lezer = open_database(adres.render_as_string(hide_password=False))
        with pytest.raises(DatabaseFout, match="alleen-lezen"), lezer.begin() as conn:
            _zet_gemeente(conn)
        lezer.dispose()


def test_een_verbinding_die_wegvalt(postgresql_nieuw: NieuweDatabase) -> None:
    with postgresql_nieuw() as engine:
        with engine.connect() as conn:
            _zet_gemeente(conn)
            nummer = conn.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            with engine.begin() as ander:
                ander.exec_driver_sql(f"SELECT pg_terminate_backend({nummer})")
            with pytest.raises(DatabaseFout, match="niet bereikbaar"):
                _zet_gemeente(conn, "0147")
        with lezen(engine) as conn:
            assert _aantal(conn) == 0


def test_een_onbereikbare_server() -> None:
    engine = open_database("postgresql://gebruiker:wachtwoord@127.0.0.1:1/jeugd")
    with pytest.raises(DatabaseFout, match=r"Database jeugd is niet bereikbaar.*IJW_DATABASE_URL") as gevangen:
        engine.connect()
    assert "wachtwoord" not in str(gevangen.value)


def test_een_map_die_er_niet_is(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/nergens/jeugd.db")
    with pytest.raises(DatabaseFout, match="niet bereikbaar"):
        engine.connect()


def test_een_bestand_dat_geen_database_is(tmp_path: Path) -> None:
    bestand = tmp_path / "jeugd.db"
    bestand.write_text("dit is een brief aan de gemeente, geen database\n" * 100)
    with pytest.raises(DatabaseFout, match="geen database"):
        open_database(f"sqlite:///{bestand}").connect()


@pytest.mark.parametrize("url", ["", "jeugd.db", "mysql://geheim@host/jeugd"])
def test_een_onbruikbaar_adres(url: str) -> None:
    with pytest.raises(DatabaseFout, match="IJW_DATABASE_URL") as gevangen:
        open_database(url)
    assert "geheim" not in str(gevangen.value)


def test_een_sqlite_verbinding_wisselt_steeds_van_lezen_naar_schrijven(sqlite_nieuw: NieuweDatabase) -> None:
    with sqlite_nieuw() as engine:
        for code in ("0164", "0153"):
            with pytest.raises(DatabaseFout), lezen(engine) as conn:
                _zet_gemeente(conn, code)
            with engine.begin() as conn:
                _zet_gemeente(conn, code)
        with lezen(engine) as conn:
            assert _aantal(conn) == 2
