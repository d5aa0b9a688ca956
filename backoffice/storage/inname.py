"""The queue of messages that came in and wait for a process that takes them, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, exists, func, select, text, update

from backoffice.storage import bulk
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import inname
from backoffice.versleuteling import Kluis

_NAAM = "inname.naam"
_INHOUD = "inname.inhoud"


@dataclass(frozen=True, slots=True)
class Wachtend:
    """A message that waited: the name people know it by, when it came (a UTC moment), and who answers for it."""

    id: int
    naam: str = field(repr=False)
    ontvangen_op: datetime
    wie: str
    inhoud: bytes = field(repr=False)


class Nieuw(NamedTuple):
    """A message to put in the queue: its two parties, the name people know it by, and its bytes."""

    gemeente: str
    aanbieder: str
    naam: str
    inhoud: bytes


def voeg_toe(conn: Connection, kluis: Kluis, berichten: Sequence[Nieuw], ontvangen_op: datetime, wie: str) -> None:
    """Put messages at the end of the queue, in this order."""
    eerste = reserveer_ids(conn, inname, len(berichten))
    bulk.voeg_toe(
        conn,
        inname,
        ("id", "gemeente", "aanbieder", "ontvangen_op", "wie", "naam", "inhoud"),
        [
            (
                id_,
                nieuw.gemeente,
                nieuw.aanbieder,
                ontvangen_op,
                wie,
                kluis.versleutel_tekst(nieuw.naam, _NAAM),
                kluis.versleutel(nieuw.inhoud, _INHOUD),
            )
            for id_, nieuw in enumerate(berichten, eerste)
        ],
    )


def neem(conn: Connection, kluis: Kluis) -> Wachtend | None:
    """Take the first message out that nobody holds and that nothing older of its two parties waits before.

    Others see it waiting, and leave it and what follows of these parties alone, until the transaction ends: by a
    commit it is gone, by a rollback (or when the process dies) it waits again.
    """
    # A short queue was read from begin to end for each message in it.
    conn.execute(text("SET LOCAL enable_seqscan = off"))
    deze, ouder = inname.alias("deze").c, inname.alias("ouder").c
    ervoor = exists().where(
        ouder.gemeente == deze.gemeente,
        ouder.aanbieder == deze.aanbieder,
        ouder.id < deze.id,
        ouder.fout.is_(None),
    )
    eerste = select(deze.id).where(deze.fout.is_(None), ~ervoor).order_by(deze.id).limit(1)
    i = inname.c
    weg = delete(inname).where(i.id == eerste.with_for_update(skip_locked=True).scalar_subquery())
    rij = conn.execute(weg.returning(i.id, i.naam, i.ontvangen_op, i.wie, i.inhoud)).one_or_none()
    if rij is None:
        return None
    naam, inhoud = kluis.ontsleutel_tekst(rij.naam, _NAAM), kluis.ontsleutel(rij.inhoud, _INHOUD)
    return Wachtend(rij.id, naam, rij.ontvangen_op, rij.wie, inhoud)


def zet_apart(conn: Connection, nummer: int, fout: str) -> None:
    """Let what follows go before a message that raised an error (its kind) nobody foresaw."""
    conn.execute(update(inname).where(inname.c.id == nummer).values(fout=fout))


def zet_terug(conn: Connection) -> None:
    """Put what stood aside back in its place."""
    conn.execute(update(inname).where(inname.c.fout.is_not(None)).values(fout=None))


def aantal(conn: Connection) -> int:
    """How many messages wait, what stands aside included."""
    return int(conn.execute(select(func.count()).select_from(inname)).scalar_one())
