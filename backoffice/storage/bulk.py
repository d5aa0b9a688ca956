"""Writing rows at the speed of the driver: executemany on SQLite, COPY of what is many on PostgreSQL."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Date, Dialect, Table

from backoffice.storage.database import Tijdstip
from backoffice.storage.direct import stuurprogramma

_WEINIG: Final = 2


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
    te_schrijven = list(zip(*per_kolom, strict=True))
    # Beginning and ending a COPY costs more than a row or two.
    if conn.dialect.name == "postgresql" and len(te_schrijven) > _WEINIG:
        _kopieer(conn, tabel, kolommen, te_schrijven)
    else:
        _executemany(conn, tabel, kolommen, te_schrijven)


def voeg_een_toe(conn: Connection, tabel: Table, **waarden: Any) -> None:
    """Insert one row; raises as `voeg_toe` does."""
    voeg_toe(conn, tabel, list(waarden), [list(waarden.values())])


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
    opdracht = _invoeging(tabel, tuple(kolommen), conn.dialect)
    with stuurprogramma(conn, opdracht) as verbinding, closing(verbinding.cursor()) as cursor:
        cursor.executemany(opdracht, rijen)


def _kopieer(conn: Connection, tabel: Table, kolommen: Sequence[str], rijen: list[tuple[Any, ...]]) -> None:
    opdracht = f"COPY {_namen(tabel, kolommen, conn.dialect)} FROM STDIN (FORMAT BINARY)"
    with (
        stuurprogramma(conn, opdracht) as verbinding,
        verbinding.cursor() as cursor,
        cursor.copy(opdracht) as kopie,
    ):
        kopie.set_types([tabel.c[kolom].type.compile(conn.dialect).lower() for kolom in kolommen])
        for rij in rijen:
            kopie.write_row(rij)


@lru_cache(maxsize=256)
def _invoeging(tabel: Table, kolommen: tuple[str, ...], dialect: Dialect) -> str:
    teken = "%s" if dialect.name == "postgresql" else "?"
    return f"INSERT INTO {_namen(tabel, kolommen, dialect)} VALUES ({', '.join([teken] * len(kolommen))})"


def _namen(tabel: Table, kolommen: Sequence[str], dialect: Dialect) -> str:
    naam = dialect.identifier_preparer
    return f"{naam.format_table(tabel)} ({', '.join(naam.quote(kolom) for kolom in kolommen)})"
