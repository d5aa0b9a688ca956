"""The log of who read or wrote a person's data."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from backoffice.storage.bulk import voeg_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import audit


def leg_vast(
    conn: Connection,
    *,
    tijdstip: datetime,
    wie: str,
    handeling: str,
    doel: str,
    clienten: Collection[int],
    bericht_id: int | None = None,
) -> None:
    """Record one access per cliënt: who did what, when, and why."""
    _schrijf(conn, tijdstip, wie, handeling, doel, sorted(clienten), bericht_id)


def leg_zonder_client_vast(conn: Connection, *, tijdstip: datetime, wie: str, handeling: str, doel: str) -> None:
    """Record access to the data of people whom no gemeente knows as a cliënt yet."""
    _schrijf(conn, tijdstip, wie, handeling, doel, [None], None)


def _schrijf(
    conn: Connection,
    tijdstip: datetime,
    wie: str,
    handeling: str,
    doel: str,
    clienten: Sequence[int | None],
    bericht_id: int | None,
) -> None:
    if not clienten:
        return
    eerste = reserveer_ids(conn, audit, len(clienten))
    voeg_toe(
        conn,
        audit,
        ("id", "tijdstip", "wie", "handeling", "client_id", "bericht_id", "doel"),
        [(eerste + i, tijdstip, wie, handeling, client, bericht_id, doel) for i, client in enumerate(clienten)],
    )


def volgende(conn: Connection) -> int:
    """An id that no entry has yet."""
    return 1 + int(conn.execute(select(func.coalesce(func.max(audit.c.id), 0))).scalar_one())


def clienten_vanaf(conn: Connection, eerste: int, tijdstip: datetime, wie: str) -> set[int]:
    """The cliënten in the entries from this id on that are of this moment and person."""
    a = audit.c
    vraag = select(a.client_id).where(a.id >= eerste, a.tijdstip == tijdstip, a.wie == wie)
    return set(conn.execute(vraag).scalars())
