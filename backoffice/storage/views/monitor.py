"""The region in sums, added up by the database: use, cost, what came late, and who delivers. Nobody is named."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, case, cast, func, select

from backoffice.ledger.boeken import Rekening
from backoffice.storage.tabellen import boeking, boekingsregel, declaratie, prestatie, termijnoordeel
from ijw.rekenen import MINUUT


class Gebruik(NamedTuple):
    """How many jeugdigen had care, for how many minutes and cents; `sleutel` is a gemeente or a product."""

    sleutel: str
    jeugdigen: int
    minuten: int
    bedrag: int


class Maandkosten(NamedTuple):
    """What a gemeente bears of one month of delivery, by its first day; signed eurocents."""

    gemeente: str
    maand: date
    bedrag: int


class Termijnsom(NamedTuple):
    """Prestaties by how they stood against their term: how many, what they cost and what of it was granted."""

    uitkomst: str
    aantal: int
    bedrag: int
    toegekend: int


class Aandeel(NamedTuple):
    """What an aanbieder was granted; eurocents."""

    aanbieder: str
    bedrag: int


def gebruik_per_gemeente(conn: Connection, van: date, tot_en_met: date) -> list[Gebruik]:
    """Care delivered in a period, by the gemeente it was declared to."""
    return _gebruik(conn, declaratie.c.gemeente, van, tot_en_met)


def gebruik_per_product(conn: Connection, van: date, tot_en_met: date) -> list[Gebruik]:
    """Care delivered in a period, by categorie and code."""
    return _gebruik(conn, prestatie.c.categorie + " " + prestatie.c.code, van, tot_en_met)


def kosten_per_maand(conn: Connection, van: date, tot_en_met: date) -> list[Maandkosten]:
    """What was booked for months of delivery, straight from the books."""
    r, b = boekingsregel.c, boeking.c
    som = cast(func.sum(r.bedrag), BigInteger)
    vraag = (
        select(r.partij, b.leveringsmaand, som)
        .join(boeking, b.id == r.boeking_id)
        .where(r.rekening == Rekening.GEMEENTE.value, b.leveringsmaand.between(van, tot_en_met))
        .group_by(r.partij, b.leveringsmaand)
        .order_by(r.partij, b.leveringsmaand)
    )
    return [Maandkosten(*rij) for rij in conn.execute(vraag)]


def termijnen(conn: Connection, van: date, tot_en_met: date) -> list[Termijnsom]:
    """How prestaties of a period stood against the agreed term, each counted once."""
    p, t = prestatie.c, termijnoordeel.c
    eerste = select(t.prestatie_id, func.min(t.uitkomst).label("uitkomst")).group_by(t.prestatie_id).subquery()
    goed = case((p.toegekend.is_(True), p.bedrag), else_=0)
    vraag = (
        select(eerste.c.uitkomst, func.count(), _som(p.bedrag), _som(goed))
        .join(prestatie, p.id == eerste.c.prestatie_id)
        .where(p.begindatum.between(van, tot_en_met))
        .group_by(eerste.c.uitkomst)
        .order_by(eerste.c.uitkomst)
    )
    return [Termijnsom(*rij) for rij in conn.execute(vraag)]


def aandelen(conn: Connection, van: date, tot_en_met: date) -> list[Aandeel]:
    """What each aanbieder was granted for care in a period, largest first."""
    p = prestatie.c
    som = _som(p.bedrag)
    vraag = (
        select(p.aanbieder, som)
        .where(p.toegekend.is_(True), p.begindatum.between(van, tot_en_met))
        .group_by(p.aanbieder)
        .order_by(som.desc(), p.aanbieder)
    )
    return [Aandeel(*rij) for rij in conn.execute(vraag)]


def _gebruik(conn: Connection, sleutel: ColumnElement[str], van: date, tot_en_met: date) -> list[Gebruik]:
    p = prestatie.c
    # What was credited does not count, and neither does the credit.
    telt = (p.toegekend.is_(True), p.gecrediteerd_door.is_(None), p.vorige_referentie.is_(None))
    minuten = case((p.eenheid == MINUUT, p.volume), else_=0)
    vraag = (
        select(sleutel, func.count(p.client_id.distinct()), _som(minuten), _som(p.bedrag))
        .select_from(prestatie)
        .join(declaratie, declaratie.c.id == p.declaratie_id)
        .where(*telt, p.begindatum.between(van, tot_en_met))
        .group_by(sleutel)
        .order_by(sleutel)
    )
    return [Gebruik(*rij) for rij in conn.execute(vraag)]


def _som(waarde: ColumnElement[int]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(waarde), 0), BigInteger)
