from sqlalchemy import Engine

from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import client, prestatie


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


def test_een_teruggedraaide_transactie_geeft_het_blok_terug(engine: Engine) -> None:
    with engine.connect() as conn:
        reserveer_ids(conn, prestatie, 10)
        conn.rollback()
    with engine.begin() as conn:
        assert reserveer_ids(conn, prestatie, 10) == 1
