"""Runs in the database: claimed once per task and slot, also by many processes at a time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, RowMapping, and_, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import run


def begin(conn: Connection, taak: str, slot: str, wie: str, tijdstip: datetime) -> int | None:
    """Claim a slot and give the id of its run; None when somebody has it already."""
    nummer = reserveer_ids(conn, run)
    soort = postgresql if conn.dialect.name == "postgresql" else sqlite
    toevoeging = (
        soort.insert(run)
        .values(
            id=nummer,
            taak=taak,
            slot=slot,
            stand="bezig",
            wie=wie,
            begonnen_op=tijdstip,
            teken_op=tijdstip,
            pogingen=1,
            stop_gevraagd=False,
            verslag="",
        )
        .on_conflict_do_nothing(index_elements=[run.c.taak, run.c.slot])
        .returning(run.c.id)
    )
    begonnen: int | None = conn.execute(toevoeging).scalar_one_or_none()
    return begonnen


def neem_over(conn: Connection, nummer: int, stil_sinds: datetime, wie: str, tijdstip: datetime) -> bool:
    """Take a run over that stopped, failed, or gave no sign of life since a moment; whether it is ours now."""
    r = run.c
    wijziging = (
        update(run)
        .where(
            r.id == nummer,
            or_(
                r.stand.in_(("gestopt", "mislukt", "onvolledig")),
                and_(r.stand == "bezig", r.teken_op < stil_sinds),
            ),
        )
        .values(
            stand="bezig",
            wie=wie,
            teken_op=tijdstip,
            geeindigd_op=None,
            pogingen=r.pogingen + 1,
            stop_gevraagd=False,
            verslag="",
        )
    )
    return conn.execute(wijziging).rowcount == 1


def geef_teken(conn: Connection, nummer: int, tijdstip: datetime) -> bool:
    """Leave a sign of life; whether the run may go on (nobody asked it to stop)."""
    r = run.c
    wijziging = update(run).where(r.id == nummer, r.stand == "bezig").values(teken_op=tijdstip)
    if conn.execute(wijziging).rowcount == 0:
        return False
    return not conn.execute(select(r.stop_gevraagd).where(r.id == nummer)).scalar_one()


def vraag_stop(conn: Connection, nummer: int) -> bool:
    """Ask a run to stop after the step it is at; whether it is running."""
    wijziging = update(run).where(run.c.id == nummer, run.c.stand == "bezig").values(stop_gevraagd=True)
    return conn.execute(wijziging).rowcount == 1


def eindig(conn: Connection, nummer: int, stand: str, verslag: str, tijdstip: datetime) -> None:
    """Keep how a run ended and what it did."""
    conn.execute(
        update(run)
        .where(run.c.id == nummer)
        .values(stand=stand, verslag=verslag, geeindigd_op=tijdstip, teken_op=tijdstip)
    )


def ruim_op(conn: Connection, voor: datetime) -> int:
    """Throw away runs that began before a moment and had nothing to do, and give how many.

    The latest planned slot of a task stays: from there it is counted what is still to run.
    """
    r, later = run.c, run.alias("later")
    laatste = select(func.max(later.c.slot)).where(later.c.taak == r.taak, later.c.slot.not_like("hand%"))
    weg = delete(run).where(
        r.stand == "klaar",
        r.verslag == "",
        r.begonnen_op < voor,
        or_(r.slot.like("hand%"), r.slot < laatste.correlate(run).scalar_subquery()),
    )
    return conn.execute(weg).rowcount


def zoek(conn: Connection, nummer: int) -> RowMapping | None:
    """One run."""
    return conn.execute(select(run).where(run.c.id == nummer)).mappings().one_or_none()


def lees(conn: Connection, taak: str | None = None, aantal: int = 50) -> list[RowMapping]:
    """The latest runs, newest first."""
    vraag = select(run).order_by(run.c.id.desc()).limit(aantal)
    if taak is not None:
        vraag = vraag.where(run.c.taak == taak)
    return list(conn.execute(vraag).mappings())


def laatste_slot(conn: Connection, taak: str) -> str | None:
    """The latest planned slot of a task that was claimed; what was started by hand does not count."""
    vraag = select(run.c.slot).where(run.c.taak == taak, run.c.slot.not_like("hand%")).order_by(run.c.slot.desc())
    slot: str | None = conn.execute(vraag.limit(1)).scalar()
    return slot


def verlaten(conn: Connection, stil_sinds: datetime) -> list[RowMapping]:
    """Runs that somebody began and gave no sign of life of since a moment."""
    vraag = select(run).where(run.c.stand == "bezig", run.c.teken_op < stil_sinds).order_by(run.c.id)
    return list(conn.execute(vraag).mappings())
