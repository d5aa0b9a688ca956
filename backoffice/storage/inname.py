"""The queue of messages that came in and wait for a process that takes them, on PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, exists, func, select, update

from backoffice.storage.bulk import voeg_een_toe
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


def voeg_toe(
    conn: Connection,
    kluis: Kluis,
    gemeente: str,
    aanbieder: str,
    naam: str,
    inhoud: bytes,
    ontvangen_op: datetime,
    wie: str,
) -> None:
    """Put a message at the end of the queue."""
    voeg_een_toe(
        conn,
        inname,
        id=reserveer_ids(conn, inname),
        gemeente=gemeente,
        aanbieder=aanbieder,
        ontvangen_op=ontvangen_op,
        wie=wie,
        naam=kluis.versleutel_tekst(naam, _NAAM),
        inhoud=kluis.versleutel(inhoud, _INHOUD),
    )


def neem(conn: Connection, kluis: Kluis) -> Wachtend | None:
    """Take the first message out that nobody holds and that nothing older of its two parties waits before.

    Others see it waiting, and leave it and what follows of these parties alone, until the transaction ends: by a
    commit it is gone, by a rollback (or when the process dies) it waits again.
    """
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
