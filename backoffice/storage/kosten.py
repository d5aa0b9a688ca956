"""What was booked, added up: cost per gemeente, aanbieder, product and month, and the figures of a whole database.

Amounts are signed eurocents, a credit is negative. Nothing here names a jeugdige.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, case, func, literal, or_, select

from backoffice.ledger.boeken import ZONDER_PRESTATIE, Rekening
from backoffice.storage.boeksommen import CONTRACTSOORT, GEDEELD, LIJNEN
from backoffice.storage.tabellen import (
    bericht,
    bevinding,
    boeking,
    boekingsregel,
    boeksom,
    declaratie,
    prestatie,
    register_aanbieder,
)

# Not the bare column: with figures of what is in the table SQLite looks a range of it up per partij, and then has
# to sort what it would otherwise read in order.
_GELEVERD: Final = func.coalesce(boeksom.c.leveringsmaand, boeksom.c.leveringsmaand)


@dataclass(frozen=True, slots=True)
class Kostenrij:
    """Cost of one product of one aanbieder, delivered in one month and booked in another (by their first day).

    `gemeente` bears the cost and `debiteur` owes it to the aanbieder; `gedeeld` when others bear a part of the
    same prestaties. `debet` was granted and `credit` taken back, over `aantal` prestaties; one whose bearer
    changes counts with each change. `contractsoort` is empty for what was delivered without a contract.
    """

    gemeente: str
    aanbieder: str
    categorie: str
    code: str
    leveringsmaand: date
    ontvangstmaand: date
    contractsoort: str
    debiteur: str
    gedeeld: bool
    debet: int
    credit: int
    aantal: int


def lees_kosten(
    conn: Connection,
    *,
    van: date = date.min,
    tot_en_met: date = date.max,
    gemeente: str | None = None,
    per_product: bool = True,
) -> Iterator[Kostenrij]:
    """Cost of these months of delivery, also what one gemeente advanced when one is named.

    Not `per_product`, aanbieder and code stay empty.
    """
    s = boeksom.c
    # As far as the key goes in its order, nothing needs sorting.
    per = [s.partij, s.gemeente, s.leveringsmaand, s.contractsoort, s.boekmaand, s.ontvangstmaand, s.gedeeld]
    per += [s.categorie, s.aanbieder, s.code] if per_product else [s.categorie]
    kolommen = (
        s.partij,
        s.aanbieder if per_product else literal(""),
        s.categorie,
        s.code if per_product else literal(""),
        s.leveringsmaand,
        s.ontvangstmaand,
        s.contractsoort,
        s.gemeente,
        s.gedeeld,
    )
    vraag = (
        select(*kolommen, func.sum(s.debet), func.sum(s.credit), func.sum(s.aantal))
        .where(s.rekening == Rekening.GEMEENTE, _GELEVERD.between(van, tot_en_met))
        .group_by(*per)
    )
    if gemeente is not None:
        vraag = vraag.where(or_(s.partij == gemeente, s.gemeente == gemeente))
    yield from (Kostenrij(*rij[:-3], *map(int, rij[-3:])) for rij in conn.execute(vraag))


def lasten() -> Select[Any]:
    """Every line of cost with the prestatie it is for, and how it came to who bears it."""
    return (
        select(
            boekingsregel.c.partij,
            prestatie.c.id.label("prestatie_id"),
            prestatie.c.declaratie_id,
            prestatie.c.aanbieder,
            prestatie.c.categorie,
            prestatie.c.code,
            prestatie.c.referentie,
            boeking.c.id.label("boeking_id"),
            boeking.c.leveringsmaand,
            boeking.c.geboekt_op,
            boeking.c.boekmaand,
            CONTRACTSOORT.label("contractsoort"),
            boeking.c.gemeente.label("debiteur"),
            GEDEELD.label("gedeeld"),
            boekingsregel.c.bedrag,
        )
        .select_from(LIJNEN)
        .where(boekingsregel.c.rekening == Rekening.GEMEENTE.value, prestatie.c.id.is_not(None))
    )


class Lastregel(NamedTuple):
    """One line of cost, by the numbers its aanbieder knows: nothing in it names a jeugdige.

    `gemeente` bears it and `debiteur` owes it to the aanbieder.
    """

    gemeente: str
    boeking: int
    bericht: str
    referentie: str
    aanbieder: str
    categorie: str
    code: str
    leveringsmaand: date
    geboekt_op: date
    contractsoort: str
    debiteur: str
    gedeeld: bool
    bedrag: int


def lees_lastregels(
    conn: Connection, van: date, tot_en_met: date, gemeente: str | None = None
) -> Iterator[Lastregel]:
    """What a gemeente, or each in turn, bears of these months of delivery (by their first day), line by line."""
    last = lasten().subquery()
    wie = () if gemeente is None else (last.c.partij == gemeente,)
    return _lastregels(conn, last, last.c.leveringsmaand.between(van, tot_en_met), *wie)


def tel_geboekte_lasten(conn: Connection, gemeente: str, boekmaand: date) -> int:
    """How many lines of cost of a gemeente were booked in a month, by its first day."""
    s = boeksom.c
    waar = (s.rekening == Rekening.GEMEENTE, s.partij == gemeente, s.boekmaand == boekmaand)
    return int(conn.execute(select(func.coalesce(func.sum(s.aantal), 0)).where(*waar)).scalar_one())


def lees_geboekte_lasten(
    conn: Connection, gemeente: str, boekmaand: date, hoogstens: int | None = None
) -> Iterator[Lastregel]:
    """What was booked in a month (by its first day) as cost of a gemeente, line by line; the first so many."""
    last, s = lasten().subquery(), boeksom.c
    bij = select(s.gemeente).where(s.rekening == Rekening.GEMEENTE, s.partij == gemeente, s.boekmaand == boekmaand)
    waar = (last.c.partij == gemeente, last.c.boekmaand == boekmaand, last.c.debiteur.in_(bij))
    return _lastregels(conn, last, *waar, hoogstens=hoogstens)


def _lastregels(
    conn: Connection, last: FromClause, *waar: ColumnElement[bool], hoogstens: int | None = None
) -> Iterator[Lastregel]:
    regel = last.c
    vraag = (
        select(
            regel.partij,
            regel.boeking_id,
            bericht.c.identificatie,
            regel.referentie,
            regel.aanbieder,
            regel.categorie,
            regel.code,
            regel.leveringsmaand,
            regel.geboekt_op,
            regel.contractsoort,
            regel.debiteur,
            regel.gedeeld,
            regel.bedrag,
        )
        # Of the prestatie: what is routed elsewhere later is booked without a message of its own.
        .join(declaratie, declaratie.c.id == regel.declaratie_id)
        .join(bericht, bericht.c.id == declaratie.c.bericht_id)
        .where(*waar)
        .order_by(regel.partij, regel.leveringsmaand, regel.aanbieder, regel.boeking_id)
        .limit(hoogstens)
    )
    yield from map(Lastregel._make, conn.execute(vraag, execution_options={"yield_per": _IN_EENS}))


_IN_EENS: Final = 5_000
"""Lines held at a time: a region has millions."""


class Maandlast(NamedTuple):
    """Cost booked in one month: who bears it, to whom it was declared, and whether others bear a part too."""

    gemeente: str
    debiteur: str
    gedeeld: bool
    bedrag: int


def lees_maandlasten(conn: Connection, boekmaand: date) -> list[Maandlast]:
    """The cost booked in a month, by its first day."""
    s = boeksom.c
    sleutel = (s.partij, s.gemeente, s.gedeeld)
    vraag = (
        select(*sleutel, func.sum(s.debet + s.credit))
        .where(s.rekening == Rekening.GEMEENTE, s.boekmaand == boekmaand)
        .group_by(*sleutel)
    )
    return [
        Maandlast(partij, debiteur, gedeeld, int(bedrag))
        for partij, debiteur, gedeeld, bedrag in conn.execute(vraag)
    ]


def lees_geleverd(conn: Connection, van: date, tot_en_met: date) -> dict[str, int]:
    """Per bearing gemeente the balance of its account over months of delivery."""
    s = boeksom.c
    vraag = (
        select(s.partij, func.sum(s.debet + s.credit))
        .where(s.rekening == Rekening.GEMEENTE, _GELEVERD.between(van, tot_en_met))
        .group_by(s.partij)
    )
    return {gemeente: int(bedrag) for gemeente, bedrag in conn.execute(vraag)}


def lees_saldi(conn: Connection) -> dict[str, dict[str, int]]:
    """Per account the balance of every party by the lines, without payments and taakgericht work."""
    regel = boekingsregel.c
    vraag = (
        select(regel.rekening, regel.partij, func.sum(regel.bedrag))
        .join(boeking, boeking.c.id == regel.boeking_id)
        .where(boeking.c.soort.not_in(ZONDER_PRESTATIE))
        .group_by(regel.rekening, regel.partij)
    )
    saldi: dict[str, dict[str, int]] = {rekening.value: {} for rekening in Rekening}
    for rekening, partij, bedrag in conn.execute(vraag.order_by(regel.rekening, regel.partij)):
        saldi[rekening][partij] = int(bedrag)
    return saldi


def tel_scheve_boekingen(conn: Connection) -> int:
    """How many boekingen do not sum to zero."""
    scheef = (
        select(boekingsregel.c.boeking_id)
        .group_by(boekingsregel.c.boeking_id)
        .having(func.sum(boekingsregel.c.bedrag) != 0)
        .subquery()
    )
    return conn.execute(select(func.count()).select_from(scheef)).scalar_one()


def lees_namen(conn: Connection) -> dict[str, str]:
    """Names of the aanbieders in the register."""
    vraag = select(register_aanbieder.c.agb, register_aanbieder.c.naam)
    return {rij.agb: rij.naam for rij in conn.execute(vraag)}


@dataclass(frozen=True, slots=True)
class Tellingen:
    """How much there is: messages by (soort, oordeel, niveau), prestaties by whether they were granted.

    `prestaties` maps True and False to (number, signed eurocents); oordeel "conflict" stands for a message
    under a used key.
    """

    berichten: Mapping[tuple[str, str, int | None], int]
    prestaties: Mapping[bool, tuple[int, int]]


def lees_tellingen(conn: Connection) -> Tellingen:
    """Count messages and prestaties."""
    oordeel = case((bericht.c.conflict_van.is_not(None), "conflict"), else_=bericht.c.oordeel).label("oordeel")
    per_bericht = select(bericht.c.soort, oordeel, bericht.c.niveau, func.count()).group_by(
        bericht.c.soort, oordeel, bericht.c.niveau
    )
    per_prestatie = select(prestatie.c.toegekend, func.count(), func.sum(prestatie.c.bedrag)).group_by(
        prestatie.c.toegekend
    )
    return Tellingen(
        {(soort, wat, niveau): aantal for soort, wat, niveau, aantal in conn.execute(per_bericht)},
        {bool(goed): (aantal, int(bedrag)) for goed, aantal, bedrag in conn.execute(per_prestatie)},
    )


@dataclass(frozen=True, slots=True)
class Reden:
    """How often a rule rejected a prestatie, and the amount (debet plus credit, unsigned) it concerned."""

    regel: str
    retourcode: str
    aantal: int
    bedrag: int


def lees_redenen(conn: Connection) -> list[Reden]:
    """Why prestaties were rejected, most frequent first; one prestatie may have several reasons."""
    per_prestatie = (
        select(bevinding.c.regel, bevinding.c.retourcode, bevinding.c.prestatie_id)
        .where(bevinding.c.prestatie_id.is_not(None), bevinding.c.retourcode.is_not(None))
        .distinct()
        .subquery()
    )
    aantal = func.count()
    vraag = (
        select(per_prestatie.c.regel, per_prestatie.c.retourcode, aantal, func.sum(func.abs(prestatie.c.bedrag)))
        .join(prestatie, prestatie.c.id == per_prestatie.c.prestatie_id)
        .group_by(per_prestatie.c.regel, per_prestatie.c.retourcode)
        .order_by(aantal.desc(), per_prestatie.c.regel)
    )
    return [Reden(regel, code, aantal, int(bedrag)) for regel, code, aantal, bedrag in conn.execute(vraag)]
