from contextlib import ExitStack

from sqlalchemy import Engine

from backoffice.storage.database import open_database
from backoffice.storage.nummerreeks import reserveer_ids, reserveer_vooruit
from backoffice.storage.tabellen import boeking, client, prestatie
from tests.databases import NieuweDatabase


def test_blokken_sluiten_op_elkaar_aan(engine: Engine) -> None:
    with engine.begin() as conn:
        assert reserveer_ids(conn, prestatie, 10) == 1
        assert reserveer_ids(conn, prestatie) == 11
    with engine.begin() as conn:
        assert reserveer_ids(conn, prestatie, 3) == 12


def test_een_leeg_blok_kost_geen_nummer(engine: Engine) -> None:
    with engine.begin() as conn:
        assert reserveer_ids(conn, prestatie, 0) == 1
        assert reserveer_ids(conn, prestatie, 2) == 1


def test_elke_tabel_heeft_zijn_eigen_reeks(engine: Engine) -> None:
    with engine.begin() as conn:
        assert reserveer_ids(conn, prestatie, 10) == 1
        assert reserveer_ids(conn, client, 10) == 1


def test_een_teruggedraaide_transactie_geeft_het_blok_terug(sqlite_nieuw: NieuweDatabase) -> None:
    with sqlite_nieuw() as engine:
        assert _na_terugdraaien(engine) == 1


def test_op_postgresql_blijft_een_teruggedraaid_blok_ongebruikt(postgresql_nieuw: NieuweDatabase) -> None:
    with postgresql_nieuw() as engine:
        assert _na_terugdraaien(engine) == 11


def _na_terugdraaien(engine: Engine) -> int:
    with engine.connect() as conn:
        reserveer_ids(conn, prestatie, 10)
        conn.rollback()
    with engine.begin() as conn:
        return reserveer_ids(conn, prestatie, 10)


def test_op_postgresql_wacht_niemand_op_een_nummer(postgresql_nieuw: NieuweDatabase) -> None:
    with postgresql_nieuw() as engine, ExitStack() as open_:
        # Who would wait for another gets an error instead of waiting for ever.
        url = engine.url.update_query_dict({"options": "-c lock_timeout=3000"})
        ongeduldig = open_database(url.render_as_string(hide_password=False))
        open_.callback(ongeduldig.dispose)
        schrijvers = [open_.enter_context(ongeduldig.begin()) for _ in range(3)]
        assert [reserveer_ids(conn, prestatie, 10) for conn in schrijvers] == [1, 11, 21]


def test_een_nummer_beneemt_een_andere_transactie_het_wachten_op_de_schijf_niet(
    postgresql_nieuw: NieuweDatabase,
) -> None:
    with postgresql_nieuw() as engine:
        with engine.begin() as conn:
            reserveer_ids(conn, prestatie)
        # The connection over which the number came is the one that is used again.
        with engine.connect() as een, engine.connect() as ander:
            for conn in (een, ander):
                assert conn.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"


def test_wat_vooruit_is_gereserveerd_wordt_in_die_transactie_uitgegeven(engine: Engine) -> None:
    with engine.begin() as conn:
        reserveer_vooruit(conn, {prestatie: 5, client: 0, boeking: 2})
        assert [reserveer_ids(conn, tabel, aantal) for tabel, aantal in ((prestatie, 4), (boeking, 2))] == [1, 1]
        # One is left, which is too few; nobody gave out what was not asked for.
        assert [reserveer_ids(conn, tabel, 3) for tabel in (prestatie, boeking, client)] == [6, 3, 1]


def test_wat_een_andere_transactie_reserveerde_geeft_niemand_uit(engine: Engine) -> None:
    with engine.connect() as conn:
        with conn.begin():
            reserveer_vooruit(conn, {prestatie: 5})
        with conn.begin():
            assert reserveer_ids(conn, prestatie) == 6
