"""Ids come from a series per table, so that rows can refer to each other before they are written."""

from sqlalchemy import Connection, Table, text

_NEEM = text(
    "INSERT INTO nummerreeks (naam, volgende) VALUES (:naam, 1 + :aantal) "
    "ON CONFLICT (naam) DO UPDATE SET volgende = nummerreeks.volgende + :aantal RETURNING volgende"
)


def reserveer_ids(conn: Connection, tabel: Table, aantal: int = 1) -> int:
    """Reserve `aantal` consecutive ids for a table and return the first.

    The block belongs to the transaction: a rollback gives it back. On PostgreSQL another writer waits for the
    series until this transaction ends, so reserve late, and tables in the order of `metadata.sorted_tables`
    so that two writers cannot wait for each other.
    """
    volgende: int = conn.execute(_NEEM, {"naam": tabel.name, "aantal": aantal}).scalar_one()
    return volgende - aantal
