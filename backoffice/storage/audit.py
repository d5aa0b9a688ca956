"""The log of who read or wrote a person's data."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from backoffice.storage.bulk import voeg_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import audit, bericht, client, toewijzing
from backoffice.storage.zoeken import een_van


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


class Gezien(NamedTuple):
    """One entry of the log; `client_id` is None for what was about nobody who is known."""

    id: int
    tijdstip: datetime
    wie: str
    handeling: str
    doel: str
    client_id: int | None
    gemeente: str | None


def zoek(
    conn: Connection,
    *,
    clienten: Collection[int] | None = None,
    berichten: Collection[int] | None = None,
    van: datetime | None = None,
    tot: datetime | None = None,
    nieuwste: int | None = None,
    voor: int | None = None,
) -> list[Gezien]:
    """The entries of these cliënten or messages (ids), from one moment until before another, oldest first.

    Or so many of the newest, newest first, of those from before the one with id `voor`.
    """
    a = audit.c
    vraag = select(a.id, a.tijdstip, a.wie, a.handeling, a.doel, a.client_id, client.c.gemeente).outerjoin(
        client, client.c.id == a.client_id
    )
    if clienten is not None:
        vraag = vraag.where(een_van(conn, a.client_id, clienten))
    if berichten is not None:
        vraag = vraag.where(een_van(conn, a.bericht_id, berichten))
    if van is not None:
        vraag = vraag.where(a.tijdstip >= van)
    if tot is not None:
        vraag = vraag.where(a.tijdstip < tot)
    if voor is not None:
        vraag = vraag.where(a.id < voor)
    volgorde = (a.tijdstip, a.id) if nieuwste is None else (a.id.desc(),)
    return [Gezien(*rij) for rij in conn.execute(vraag.order_by(*volgorde).limit(nieuwste))]


def clienten_van_bsn(conn: Connection, bsn_index: bytes) -> list[int]:
    """The cliënten of all gemeenten that a BSN belongs to, by its index."""
    return list(conn.execute(select(client.c.id).where(client.c.bsn_index == bsn_index)).scalars())


def clienten_van_toewijzing(conn: Connection, nummer: int, gemeente: str | None) -> list[int]:
    """The cliënten of the toewijzingen with this number, of one gemeente or of all (OP275)."""
    t = toewijzing.c
    vraag = select(t.client_id).where(t.toewijzing_nummer == nummer).distinct()
    if gemeente is not None:
        vraag = vraag.where(t.gemeente == gemeente)
    return list(conn.execute(vraag).scalars())


def berichten_met(conn: Connection, identificatie: str) -> list[int]:
    """The messages with this Identificatie, of whoever sent them."""
    return list(conn.execute(select(bericht.c.id).where(bericht.c.identificatie == identificatie)).scalars())


def volgende(conn: Connection) -> int:
    """An id that no entry has yet."""
    return 1 + int(conn.execute(select(func.coalesce(func.max(audit.c.id), 0))).scalar_one())


def clienten_vanaf(conn: Connection, eerste: int, tijdstip: datetime, wie: str) -> set[int]:
    """The cliënten in the entries from this id on that are of this moment and person."""
    a = audit.c
    vraag = select(a.client_id).where(a.id >= eerste, a.tijdstip == tijdstip, a.wie == wie)
    return set(conn.execute(vraag).scalars())
