"""Ids come from a series per table, so that rows can refer to each other before they are written."""

from sqlalchemy import Connection, Table, func, select, text

from backoffice.storage.direct import lees
from backoffice.storage.tabellen import toewijzing

_NEEM = text(
    "INSERT INTO nummerreeks (naam, volgende) VALUES (:naam, 1 + :aantal) "
    "ON CONFLICT (naam) DO UPDATE SET volgende = nummerreeks.volgende + :aantal RETURNING volgende"
)

# Who uses a number writes it to the same log, later, and waits for the disk there.
_NEEM_LOS = text(f"{_NEEM.text}, set_config('synchronous_commit', 'off', true)")

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
    blok = {"naam": tabel.name, "aantal": aantal}
    if conn.dialect.name == "postgresql":
        with conn.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as los:
            volgende = los.execute(_NEEM_LOS, blok).scalar_one()
    else:
        ((volgende,),) = lees(conn, _NEEM, blok)
    return int(volgende) - aantal


def neem_toewijzingnummer(conn: Connection, gemeente: str) -> int:
    """The next ToewijzingNummer of a gemeente, above every one that the register knows of it (OP275)."""
    t = toewijzing.c
    hoogste = conn.execute(select(func.max(t.toewijzing_nummer)).where(t.gemeente == gemeente)).scalar() or 0
    volgende: int = conn.execute(
        _NEEM_NUMMER, {"naam": f"toewijzingnummer {gemeente}", "minstens": hoogste + 1}
    ).scalar_one()
    return volgende - 1
