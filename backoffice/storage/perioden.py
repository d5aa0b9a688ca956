"""Which months of the books are closed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, func, select, text

from backoffice.storage.bulk import voeg_een_toe
from backoffice.storage.direct import lees
from backoffice.storage.tabellen import bericht, gesloten_maand, uitgaand

# Whoever books shares this lock and whoever closes has it alone, so that nothing is booked into a month while
# it closes. SQLite has one writer at a time by itself.
_SLOT = 320
_LAATSTE = select(func.max(gesloten_maand.c.maand))


def houd_open(conn: Connection) -> None:
    """Hold off closing until the transaction ends: what takes a number now is there when the month closes."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock_shared(:slot)"), {"slot": _SLOT})


def laatst_gesloten(conn: Connection) -> date | None:
    """The month closed last, by its first day; holds off closing until the transaction ends."""
    houd_open(conn)
    return _laatste(conn)


def laatst_gesloten_om_te_sluiten(conn: Connection) -> date | None:
    """The same, for who will close the next: waits for those who book, and lets nobody begin."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": _SLOT})
    return _laatste(conn)


def _laatste(conn: Connection) -> date | None:
    maand: date | None = lees(conn, _LAATSTE, {})[0][0]
    return maand


def sluit(conn: Connection, maand: date, gesloten_op: datetime, wie: str) -> None:
    """Close a month, with what came in and went out until now; IntegrityError when it is closed already."""
    laatste_bericht, laatste_antwoord = (
        conn.execute(select(func.coalesce(func.max(tabel.c.id), 0))).scalar_one() for tabel in (bericht, uitgaand)
    )
    voeg_een_toe(
        conn,
        gesloten_maand,
        maand=maand,
        gesloten_op=gesloten_op,
        wie=wie,
        laatste_bericht=laatste_bericht,
        laatste_antwoord=laatste_antwoord,
    )
