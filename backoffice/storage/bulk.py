"""Writing many rows at the speed of the driver: executemany on SQLite, COPY on PostgreSQL."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Date, Dialect, Insert, Table, insert
from sqlalchemy.exc import DBAPIError

from backoffice.storage.database import Tijdstip, als_databasefout


def voeg_toe(conn: Connection, tabel: Table, kolommen: Sequence[str], rijen: Iterable[Sequence[Any]]) -> None:
    """Insert rows, each with one value per column in `kolommen`, in the transaction of `conn`.

    Values are stored as a Core insert would store them. Raises IntegrityError or DatabaseFout as Core does,
    ValueError when rows differ in length.
    """
    per_kolom = list(zip(*rijen, strict=True))
    if not per_kolom:
        return
    for nummer, zet_om in _om_te_zetten(tabel, tuple(kolommen), conn.dialect):
        # The stored form of each value is worked out once: a message has many lines and few dates.
        vorm = {waarde: zet_om(waarde) for waarde in set(per_kolom[nummer])}
        per_kolom[nummer] = tuple(map(vorm.__getitem__, per_kolom[nummer]))
    schrijf = _kopieer if conn.dialect.name == "postgresql" else _executemany
    schrijf(conn, tabel, kolommen, list(zip(*per_kolom, strict=True)))


def voeg_een_toe(conn: Connection, tabel: Table, **waarden: Any) -> None:
    """Insert one row; the values go beside the statement, not in it, which SQLAlchemy takes much faster."""
    conn.execute(_invoeging(tabel), waarden)


@cache
def _invoeging(tabel: Table) -> Insert:
    return insert(tabel)


@lru_cache(maxsize=256)
def _om_te_zetten(
    tabel: Table, kolommen: tuple[str, ...], dialect: Dialect
) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    """The places of the columns that this database stores in another form, each with how."""
    uit = []
    for nummer, kolom in enumerate(kolommen):
        soort = tabel.c[kolom].type
        # Both drivers store int, str, bool and bytes as they are.
        if isinstance(soort, (Date, Tijdstip)):
            zet_om = soort.dialect_impl(dialect).bind_processor(dialect)
            if zet_om is not None:
                uit.append((nummer, zet_om))
    return tuple(uit)


def _executemany(conn: Connection, tabel: Table, kolommen: Sequence[str], rijen: list[tuple[Any, ...]]) -> None:
    conn.exec_driver_sql(
        f"INSERT INTO {_namen(conn, tabel, kolommen)} VALUES ({', '.join('?' * len(kolommen))})", rijen
    )


def _kopieer(conn: Connection, tabel: Table, kolommen: Sequence[str], rijen: list[tuple[Any, ...]]) -> None:
    import psycopg

    opdracht = f"COPY {_namen(conn, tabel, kolommen)} FROM STDIN (FORMAT BINARY)"
    if not conn.in_transaction():
        conn.begin()
    verbinding = conn.connection.driver_connection
    assert isinstance(verbinding, psycopg.Connection)
    try:
        with verbinding.cursor() as cursor, cursor.copy(opdracht) as kopie:
            kopie.set_types([tabel.c[kolom].type.compile(conn.dialect).lower() for kolom in kolommen])
            for rij in rijen:
                kopie.write_row(rij)
    except psycopg.Error as oorzaak:
        fout = als_databasefout(oorzaak, conn.engine.url)
        raise fout or DBAPIError.instance(
            opdracht, None, oorzaak, psycopg.Error, hide_parameters=True, dialect=conn.dialect
        ) from oorzaak


def _namen(conn: Connection, tabel: Table, kolommen: Sequence[str]) -> str:
    naam = conn.dialect.identifier_preparer
    return f"{naam.format_table(tabel)} ({', '.join(naam.quote(kolom) for kolom in kolommen)})"
