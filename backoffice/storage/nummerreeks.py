"""Ids come from a series per table, so that rows can refer to each other before they are written."""

from sqlalchemy import Connection, Table, func, select, text

from backoffice.storage.direct import lees
from backoffice.storage.tabellen import toewijzing

_NEEM = text(
    "INSERT INTO nummerreeks (naam, volgende) VALUES (:naam, 1 + :aantal) "
    "ON CONFLICT (naam) DO UPDATE SET volgende = nummerreeks.volgende + :aantal RETURNING volgende"
)


_NEEM_NUMMER = text(
    "INSERT INTO nummerreeks (naam, volgende) VALUES (:naam, :minstens + 1) "
    "ON CONFLICT (naam) DO UPDATE SET volgende = 1 + CASE WHEN nummerreeks.volgende > :minstens "
    "THEN nummerreeks.volgende ELSE :minstens END RETURNING volgende"
)


def reserveer_ids(conn: Connection, tabel: Table, aantal: int = 1) -> int:
    """Reserve `aantal` consecutive ids for a table and return the first.

    The block belongs to the transaction: a rollback gives it back. On PostgreSQL another writer waits for the
    series until this transaction ends, so reserve late, and tables in the order of `metadata.sorted_tables`
    so that two writers cannot wait for each other.
    """
    ((volgende,),) = lees(conn, _NEEM, {"naam": tabel.name, "aantal": aantal})
    return int(volgende) - aantal


def neem_toewijzingnummer(conn: Connection, gemeente: str) -> int:
    """The next ToewijzingNummer of a gemeente, above every one that the register knows of it (OP275)."""
    t = toewijzing.c
    hoogste = conn.execute(select(func.max(t.toewijzing_nummer)).where(t.gemeente == gemeente)).scalar() or 0
    volgende: int = conn.execute(
        _NEEM_NUMMER, {"naam": f"toewijzingnummer {gemeente}", "minstens": hoogste + 1}
    ).scalar_one()
    return volgende - 1


def neem_reeksen(conn: Connection, *tabellen: Table) -> None:
    """Take the series of these tables for this transaction, in an order that is the same for everybody.

    Who has to write first what is reserved last by others takes its series beforehand.
    """
    for tabel in tabellen:
        reserveer_ids(conn, tabel, 0)
