"""Wrong tries, counted in the database so that all processes count the same."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backoffice.storage.tabellen import inlogpoging
from backoffice.toegang.aanmelding import VERGEET_NA, wacht_tot


def tel(conn: Connection, sleutel: bytes, nu: datetime, vrij: int) -> datetime | None:
    """Count a try before it is judged, so that many at once do not slip through; gives until when to wait instead.

    After `vrij` wrong tries one must wait, and what is tried meanwhile does not count.
    """
    p = inlogpoging.c
    soort = postgresql if conn.dialect.name == "postgresql" else sqlite
    nieuw = soort.insert(inlogpoging).values(sleutel=sleutel, mislukt=0, laatst_op=nu)
    conn.execute(nieuw.on_conflict_do_nothing(index_elements=[p.sleutel]))
    vraag = select(p.mislukt, p.laatst_op).where(p.sleutel == sleutel).with_for_update()
    mislukt, laatst = conn.execute(vraag).one()
    if nu - laatst >= VERGEET_NA:
        mislukt = 0
    wacht = wacht_tot(mislukt, laatst, vrij)
    if wacht is not None and nu < wacht:
        return wacht
    conn.execute(update(inlogpoging).where(p.sleutel == sleutel).values(mislukt=mislukt + 1, laatst_op=nu))
    return None


def vergeet(conn: Connection, sleutel: bytes, nu: datetime) -> None:
    """Start again for this one, and clear away what is long past."""
    p = inlogpoging.c
    conn.execute(delete(inlogpoging).where((p.sleutel == sleutel) | (p.laatst_op <= nu - VERGEET_NA)))


def trek_terug(conn: Connection, sleutel: bytes) -> None:
    """Take back one try, that turned out to be right; the others still count."""
    p = inlogpoging.c
    conn.execute(update(inlogpoging).where(p.sleutel == sleutel, p.mislukt > 0).values(mislukt=p.mislukt - 1))
