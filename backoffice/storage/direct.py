"""Straight to the driver, for the few statements that every message needs.

A message has some 27 prestaties, so that what a statement costs by itself weighs more than its rows: for a small
query SQLAlchemy takes four times as long as SQLite. What it knows of a statement is worked out once. On PostgreSQL
the way to the server is longer than that, and Core reads as it always does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Insert, Select, TextClause
from sqlalchemy.exc import DBAPIError

from backoffice.storage.database import als_databasefout

_ZetOm = Callable[[Any], Any]


class _Vorm(NamedTuple):
    """A statement as the driver takes it: its parameters, and the columns that are stored in another form."""

    opdracht: str
    parameters: tuple[tuple[str, Any, _ZetOm | None], ...]
    kolommen: tuple[tuple[int, _ZetOm], ...]


def lees(conn: Connection, vraag: Select[Any] | TextClause, waarden: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
    """The rows of a statement that is the same object every time; values and errors are those that Core gives."""
    if conn.dialect.name != "sqlite":
        return conn.execute(vraag, waarden).all()
    vorm = _vorm(vraag, conn.dialect)
    with stuurprogramma(conn, vorm.opdracht) as verbinding:
        rijen: list[Sequence[Any]] = verbinding.execute(vorm.opdracht, _gebonden(vorm, waarden)).fetchall()
    return [_omgezet(rij, vorm.kolommen) for rij in rijen] if vorm.kolommen else rijen


def voer_uit(conn: Connection, opdracht: Insert, waarden: Mapping[str, Any]) -> None:
    """Execute a statement that is the same object every time and gives no rows; errors are those of Core."""
    if conn.dialect.name != "sqlite":
        conn.execute(opdracht, waarden)
        return
    vorm = _vorm(opdracht, conn.dialect)
    with stuurprogramma(conn, vorm.opdracht) as verbinding:
        verbinding.execute(vorm.opdracht, _gebonden(vorm, waarden))


def _gebonden(vorm: _Vorm, waarden: Mapping[str, Any]) -> list[Any]:
    return [
        waarden.get(naam, vast) if zet_om is None else zet_om(waarden.get(naam, vast))
        for naam, vast, zet_om in vorm.parameters
    ]


def _omgezet(rij: Sequence[Any], kolommen: tuple[tuple[int, _ZetOm], ...]) -> Sequence[Any]:
    uit = list(rij)
    for nummer, zet_om in kolommen:
        uit[nummer] = zet_om(uit[nummer])
    return uit


@contextmanager
def stuurprogramma(conn: Connection, opdracht: str) -> Iterator[Any]:
    """The driver's own connection, in a transaction; its errors become DatabaseFout or DBAPIError as with Core."""
    if not conn.in_transaction():
        conn.begin()
    fout_van_driver = conn.dialect.loaded_dbapi.Error
    try:
        yield conn.connection.driver_connection
    except fout_van_driver as oorzaak:
        fout = als_databasefout(oorzaak, conn.engine.url)
        raise fout or DBAPIError.instance(
            opdracht, None, oorzaak, fout_van_driver, hide_parameters=True, dialect=conn.dialect
        ) from oorzaak


@lru_cache(maxsize=128)
def _vorm(vraag: Select[Any] | TextClause | Insert, dialect: Dialect) -> _Vorm:
    klaar: Any = vraag.compile(dialect=dialect)
    parameters = []
    for naam in klaar.positiontup:
        soort = klaar.binds[naam].type.dialect_impl(dialect)
        parameters.append((naam, klaar.params[naam], soort.bind_processor(dialect)))
    kolommen = []
    for nummer, kolom in enumerate(vraag.selected_columns if isinstance(vraag, Select) else ()):
        zet_om = kolom.type.dialect_impl(dialect).result_processor(dialect, None)
        if zet_om is not None:
            kolommen.append((nummer, zet_om))
    return _Vorm(klaar.string, tuple(parameters), tuple(kolommen))
