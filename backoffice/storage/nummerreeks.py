"""Ids come from a series per table, so that rows can refer to each other before they are written."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Table, TextClause, func, select, text

from backoffice.storage.direct import lees
from backoffice.storage.tabellen import toewijzing

_VOORUIT: Final = "backoffice: ids reserved"

_NEEM_NUMMER = text(
    "INSERT INTO nummerreeks (naam, volgende) VALUES (:naam, :minstens + 1) "
    "ON CONFLICT (naam) DO UPDATE SET volgende = 1 + CASE WHEN nummerreeks.volgende > :minstens "
    "THEN nummerreeks.volgende ELSE :minstens END RETURNING volgende"
)


def reserveer_ids(conn: Connection, tabel: Table, aantal: int = 1) -> int:
    """Reserve `aantal` consecutive ids for a table and return the first.

    On SQLite the block belongs to the transaction, and a rollback gives it back. On PostgreSQL it is taken beside
    the transaction, so that no writer waits for another; after a rollback its numbers are never used.
    """
    vooruit = _vooruit(conn)
    blok = vooruit.pop(tabel.name, None)
    if blok is None or len(blok) < aantal:
        blok = _neem(conn, {tabel.name: aantal})[tabel.name]
    vooruit[tabel.name] = blok[aantal:]
    return blok.start


def reserveer_vooruit(conn: Connection, aantallen: Mapping[Table, int]) -> None:
    """Reserve so many ids of each table in one statement; `reserveer_ids` gives them out in this transaction."""
    _vooruit(conn).update(_neem(conn, {tabel.name: aantal for tabel, aantal in aantallen.items() if aantal}))


def _vooruit(conn: Connection) -> dict[str, range]:
    """What was reserved and not given out yet; a connection outlives its transaction, which this may not."""
    transactie = conn.get_transaction()
    van, blokken = conn.info.get(_VOORUIT, (None, {}))
    if van is not transactie or transactie is None:
        blokken = {}
        conn.info[_VOORUIT] = transactie, blokken
    reserveringen: dict[str, range] = blokken
    return reserveringen


def _neem(conn: Connection, aantallen: Mapping[str, int]) -> dict[str, range]:
    namen = sorted(aantallen)
    waarden: dict[str, Any] = {}
    for nummer, naam in enumerate(namen):
        waarden |= {f"naam_{nummer}": naam, f"aantal_{nummer}": aantallen[naam]}
    if conn.dialect.name == "postgresql":
        with conn.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as los:
            rijen: Sequence[Sequence[Any]] = los.execute(_opdracht(len(namen), los=True), waarden).all()
    else:
        rijen = lees(conn, _opdracht(len(namen), los=False), waarden)
    return {naam: range(volgende - aantallen[naam], volgende) for naam, volgende, *_ in rijen}


@lru_cache(maxsize=32)
def _opdracht(tabellen: int, *, los: bool) -> TextClause:
    """Take ids for so many tables, always in the same order, so that no two wait for each other."""
    rijen = ", ".join(f"(:naam_{nummer}, 1 + :aantal_{nummer})" for nummer in range(tabellen))
    # Who uses a number writes it to the same log, later, and waits for the disk there.
    erbij = ", set_config('synchronous_commit', 'off', true)" if los else ""
    return text(
        f"INSERT INTO nummerreeks (naam, volgende) VALUES {rijen} ON CONFLICT (naam) "
        f"DO UPDATE SET volgende = nummerreeks.volgende + excluded.volgende - 1 RETURNING naam, volgende{erbij}"
    )


def neem_toewijzingnummer(conn: Connection, gemeente: str) -> int:
    """The next ToewijzingNummer of a gemeente, above every one that the register knows of it (OP275)."""
    t = toewijzing.c
    hoogste = conn.execute(select(func.max(t.toewijzing_nummer)).where(t.gemeente == gemeente)).scalar() or 0
    volgende: int = conn.execute(
        _NEEM_NUMMER, {"naam": f"toewijzingnummer {gemeente}", "minstens": hoogste + 1}
    ).scalar_one()
    return volgende - 1
