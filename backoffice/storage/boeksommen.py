"""The books added up as they are written, so that a report follows how much it says and not how much was booked.

Sums are derived: they say nothing that the lines do not say, are kept in the transaction that writes the lines,
and are compared with them by the reconciliation. Amounts are signed eurocents.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Insert,
    Select,
    and_,
    bindparam,
    case,
    cast,
    delete,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite

from backoffice.ledger.boeken import Rekening
from backoffice.storage.direct import voer_uit
from backoffice.storage.tabellen import betaling, boeking, boekingsregel, boeksom, contract, prestatie

_SLEUTEL = tuple(boeksom.primary_key.columns.keys())
_WAARDEN = ("debet", "credit", "aantal")

_origineel, _eerder, _ander = boeking.alias("origineel"), prestatie.alias("eerder"), boekingsregel.alias("ander")

LIJNEN = (
    boekingsregel.join(boeking, boeking.c.id == boekingsregel.c.boeking_id)
    .outerjoin(prestatie, prestatie.c.id == boeking.c.prestatie_id)
    # A credit falls under the contract of what it takes back; no contract is looked up for it.
    .outerjoin(_origineel, _origineel.c.id == boeking.c.tegenboeking_van)
    .outerjoin(_eerder, _eerder.c.id == func.coalesce(_origineel.c.prestatie_id, boeking.c.prestatie_id))
    .outerjoin(
        contract,
        and_(contract.c.contractnummer == _eerder.c.contract, contract.c.versie == _eerder.c.contractversie),
    )
)
"""Every line of the books with its boeking, its prestatie and the contract it falls under."""

CONTRACTSOORT = func.coalesce(contract.c.soort, "")
"""The kind of contract of a line; empty without one."""

GEDEELD = exists().where(
    _ander.c.boeking_id == boeking.c.id,
    _ander.c.rekening == Rekening.GEMEENTE.value,
    _ander.c.partij != boekingsregel.c.partij,
)
"""Whether others bear a part of the same boeking."""


def tel_bij(conn: Connection, ids: range) -> None:
    """Add the boekingen with these ids, written in this transaction, to the sums."""
    voer_uit(conn, _bijtelling(conn.dialect.name), {"van": ids.start, "tot": ids.stop - 1})


def houd_vast(conn: Connection) -> None:
    """Let nobody add to the sums until the end of this transaction; what is being added is waited for.

    SQLite has one writer at a time by itself.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(text("LOCK TABLE boeksom IN EXCLUSIVE MODE"))


def hermaak(conn: Connection) -> None:
    """Make the sums anew from the lines; not while others book, see `houd_vast`."""
    conn.execute(delete(boeksom))
    conn.execute(_bijtelling(conn.dialect.name), {"van": 0, "tot": 2**62})


class Afwijking(NamedTuple):
    """How much a sum is more than its lines, in signed eurocents and lines."""

    gemeente: str
    aanbieder: str
    rekening: str
    partij: str
    leveringsmaand: date
    boekmaand: date
    debet: int
    credit: int
    aantal: int


def afwijkingen(conn: Connection) -> Iterator[Afwijking]:
    """Where the sums are not what the lines are, in order; reads all lines."""
    regels = _opgeteld(conn.dialect.name).subquery()
    beide = (
        select(*(boeksom.c[naam] for naam in (*_SLEUTEL, *_WAARDEN)))
        .union_all(select(*(regels.c[naam] for naam in _SLEUTEL), *(-regels.c[naam] for naam in _WAARDEN)))
        .subquery()
    )
    per = [beide.c[naam] for naam in _SLEUTEL]
    debet, credit, aantal = (func.sum(beide.c[naam]) for naam in _WAARDEN)
    vraag = (
        select(*(beide.c[naam] for naam in Afwijking._fields[:-3]), debet, credit, aantal)
        .group_by(*per)
        .having(or_(debet != 0, credit != 0, aantal != 0))
        .order_by(*per)
    )
    yield from (Afwijking(*rij[:-3], *map(int, rij[-3:])) for rij in conn.execute(vraag))


@lru_cache(maxsize=2)
def _bijtelling(soort: str) -> Insert:
    """The addition of a range of boekingen: one statement, the same object every time."""
    van, tot = bindparam("van", type_=boeking.c.id.type), bindparam("tot", type_=boeking.c.id.type)
    # In the order of the key, so that two who add to the same rows lock them in the same order.
    nieuw = _opgeteld(soort).where(boeking.c.id.between(van, tot)).order_by(*_SLEUTEL)
    voeg_in = sqlite.insert if soort == "sqlite" else postgresql.insert
    toevoeging = voeg_in(boeksom).from_select([*_SLEUTEL, *_WAARDEN], nieuw)
    return toevoeging.on_conflict_do_update(
        index_elements=_SLEUTEL,
        set_={naam: boeksom.c[naam] + toevoeging.excluded[naam] for naam in _WAARDEN},
    )


def _opgeteld(soort: str) -> Select[Any]:
    """The lines of boekingen added up by the key of the sums, on this kind of database."""
    regel = boekingsregel.c
    kost = regel.rekening == Rekening.GEMEENTE.value
    eigen = case((regel.rekening == Rekening.AANBIEDER.value, regel.partij), else_="")
    delen: dict[str, ColumnElement[Any]] = {
        "rekening": regel.rekening,
        "partij": regel.partij,
        "leveringsmaand": boeking.c.leveringsmaand,
        "contractsoort": CONTRACTSOORT,
        "boekmaand": boeking.c.boekmaand,
        "ontvangstmaand": _eerste_dag(boeking.c.geboekt_op, soort),
        "gemeente": boeking.c.gemeente,
        "aanbieder": func.coalesce(prestatie.c.aanbieder, betaling.c.aanbieder, eigen),
        "soort": boeking.c.soort,
        "categorie": func.coalesce(case((kost, prestatie.c.categorie)), ""),
        "code": func.coalesce(case((kost, prestatie.c.code)), ""),
        "gedeeld": case((kost, GEDEELD), else_=false()),
    }
    sleutel = [delen[naam].label(naam) for naam in _SLEUTEL]
    return (
        select(
            *sleutel,
            func.sum(case((regel.bedrag > 0, regel.bedrag), else_=0)).label("debet"),
            func.sum(case((regel.bedrag < 0, regel.bedrag), else_=0)).label("credit"),
            func.count().label("aantal"),
        )
        .select_from(LIJNEN.outerjoin(betaling, betaling.c.id == boeking.c.betaling_id))
        .group_by(*sleutel)
    )


def _eerste_dag(dag: ColumnElement[date], soort: str) -> ColumnElement[date]:
    """The first day of the month of a day."""
    if soort == "sqlite":
        return func.date(dag, literal("start of month"), type_=Date)
    return cast(func.date_trunc("month", dag), Date)
