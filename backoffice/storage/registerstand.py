"""What the register holds, in the order in which it came: to compare with what somebody expected."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from backoffice.storage.tabellen import (
    betaalvoorstel,
    betaling,
    boeking,
    boekingsregel,
    post,
    prestatie,
    signaal,
    termijnoordeel,
    verrekenpost,
)


class Geboekt(NamedTuple):
    """One boeking: its lines by account and party, in signed eurocents."""

    soort: str
    boekmaand: date
    leveringsmaand: date
    regels: dict[tuple[str, str], int]


def geteld(conn: Connection) -> tuple[int, int]:
    """The highest numbers of a boeking and of a signaal: what comes later is above them."""
    hoogste = (func.coalesce(func.max(tabel.c.id), 0) for tabel in (boeking, signaal))
    een, ander = (conn.execute(select(vraag)).scalar_one() for vraag in hoogste)
    return een, ander


def boekingen_na(conn: Connection, nummer: int) -> list[Geboekt]:
    """The boekingen above a number, in order."""
    b, regel = boeking.c, boekingsregel.c
    vraag = (
        select(b.id, b.soort, b.boekmaand, b.leveringsmaand, regel.rekening, regel.partij, regel.bedrag)
        .join(boekingsregel, regel.boeking_id == b.id)
        .where(b.id > nummer)
        .order_by(b.id, regel.nummer)
    )
    gevonden = []
    for kop, rijen in groupby(conn.execute(vraag), lambda rij: tuple(rij[:4])):
        _, soort, boekmaand, leveringsmaand = kop
        regels = {(rij.rekening, rij.partij): rij.bedrag for rij in rijen}
        gevonden.append(Geboekt(soort, boekmaand, leveringsmaand, regels))
    return gevonden


def signalen_na(conn: Connection, nummer: int) -> list[tuple[str, str]]:
    """The rule and the reason of every signaal above a number, in order."""
    s = signaal.c
    return [tuple(rij) for rij in conn.execute(select(s.regel, s.reden).where(s.id > nummer).order_by(s.id))]


def termijnoordelen(conn: Connection) -> dict[str, dict[str, Any]]:
    """By ReferentieNummer how a prestatie stands against its term: the last judgement of the last attempt."""
    t, p = termijnoordeel.c, prestatie.c
    # A line that was held has a judgement of its first day and one of the day on which it was decided.
    vraag = (
        select(p.referentie, t.uitkomst, t.uiterste_datum, t.peildatum, t.hersteldatum, t.gevolg)
        .join(prestatie, p.id == t.prestatie_id)
        .order_by(p.id, (t.gevolg != "aanhouden"))
    )
    return {rij["referentie"]: dict(rij) for rij in conn.execute(vraag).mappings()}


def open_posten(conn: Connection) -> list[tuple[str, str, int, date]]:
    """Gemeente, aanbieder, signed eurocents and the day from which it may be paid, of what no payment holds."""
    o = post.c
    vraag = (
        select(o.gemeente, o.aanbieder, o.bedrag, o.vervalt_op)
        .where(o.betaling_id.is_(None))
        .order_by(o.boeking_id)
    )
    return [tuple(rij) for rij in conn.execute(vraag)]


def betalingen(conn: Connection) -> list[tuple[str, str, str, int, str]]:
    """Kenmerk, gemeente, aanbieder, eurocents and how it stands, of every payment in order."""
    b = betaling.c
    vraag = (
        select(b.kenmerk, betaalvoorstel.c.gemeente, b.aanbieder, b.bedrag, b.stand)
        .join(betaalvoorstel, betaalvoorstel.c.id == b.voorstel_id)
        .order_by(b.id)
    )
    return [tuple(rij) for rij in conn.execute(vraag)]


def verrekenposten(conn: Connection) -> list[tuple[str, str, int]]:
    """Who pays, who receives and signed eurocents, of every verrekenpost in order."""
    v = verrekenpost.c
    return [tuple(rij) for rij in conn.execute(select(v.betaalt, v.ontvangt, v.bedrag).order_by(v.id))]
