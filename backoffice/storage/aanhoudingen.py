"""Declaraties that wait for a person, and what was decided of their lines."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from backoffice.contracts.model import Gevolg
from backoffice.storage.bulk import voeg_een_toe
from backoffice.storage.tabellen import (
    aanhouding,
    aanhouding_besluit,
    bericht,
    declaratie,
    prestatie,
    termijnoordeel,
)


class Aangehouden(NamedTuple):
    """A line that waits, or that was decided on while its message waits; bedrag in eurocents."""

    bericht_id: int
    gemeente: str
    aanbieder: str
    identificatie: str
    beslissen_uiterlijk: date
    prestatie_id: int
    referentie: str
    begindatum: date
    bedrag: int
    contract: str
    zin: str
    besluit: Gevolg | None


def bewaar_aanhouding(conn: Connection, bericht_id: int, beslissen_uiterlijk: date) -> None:
    """Keep that the answer to a declaratie waits, and until when at most."""
    voeg_een_toe(conn, aanhouding, bericht_id=bericht_id, beslissen_uiterlijk=beslissen_uiterlijk)


def antwoord_uiterlijk(conn: Connection, bericht_id: int) -> date | None:
    """The last day for the JW325 of a declaratie that waits; None when it does not."""
    a = aanhouding.c
    vraag = select(a.beslissen_uiterlijk).where(a.bericht_id == bericht_id, a.afgehandeld_op.is_(None))
    return conn.execute(vraag).scalar_one_or_none()


def rond_af(conn: Connection, bericht_id: int, moment: datetime) -> None:
    """Keep that a declaratie does not wait any more."""
    conn.execute(update(aanhouding).where(aanhouding.c.bericht_id == bericht_id).values(afgehandeld_op=moment))


def wachtende(conn: Connection, bericht_id: int | None = None) -> list[Aangehouden]:
    """The lines of declaraties that wait (or of one), most pressing first."""
    a, d, p, t, b = aanhouding.c, declaratie.c, prestatie.c, termijnoordeel.c, aanhouding_besluit.c
    vraag = (
        select(
            a.bericht_id,
            d.gemeente,
            d.aanbieder,
            bericht.c.identificatie,
            a.beslissen_uiterlijk,
            p.id,
            p.referentie,
            p.begindatum,
            p.bedrag,
            t.contract,
            t.zin,
            b.besluit,
        )
        .select_from(aanhouding)
        .join(bericht, bericht.c.id == a.bericht_id)
        .join(declaratie, d.bericht_id == a.bericht_id)
        .join(prestatie, p.declaratie_id == d.id)
        .join(termijnoordeel, (t.prestatie_id == p.id) & (t.gevolg == Gevolg.AANHOUDEN))
        .outerjoin(aanhouding_besluit, b.prestatie_id == p.id)
        .where(a.afgehandeld_op.is_(None))
        .order_by(a.beslissen_uiterlijk, p.id)
    )
    if bericht_id is not None:
        vraag = vraag.where(a.bericht_id == bericht_id)
    return [
        Aangehouden._make((*rij[:-1], None if rij.besluit is None else Gevolg(rij.besluit)))
        for rij in conn.execute(vraag)
    ]


def bewaar_besluit(
    conn: Connection, prestatie_id: int, besluit: Gevolg, reden: str, wie: str, moment: datetime
) -> None:
    """Keep what a person decided of one line; it stays."""
    voeg_een_toe(
        conn,
        aanhouding_besluit,
        prestatie_id=prestatie_id,
        besluit=besluit.value,
        reden=reden,
        wie=wie,
        besloten_op=moment,
    )
