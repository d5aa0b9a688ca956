"""What was booked, added up: cost per gemeente, aanbieder, product and month, and the figures of a whole database.

Amounts are signed eurocents, a credit is negative. Nothing here names a jeugdige.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, case, func, select

from backoffice.ledger.boeken import ZONDER_PRESTATIE, Rekening
from backoffice.storage.tabellen import (
    bericht,
    bevinding,
    boeking,
    boekingsregel,
    contract,
    declaratie,
    prestatie,
    register_aanbieder,
)


@dataclass(frozen=True, slots=True)
class Kostenrij:
    """Cost of one product of one aanbieder, delivered in one month and booked on one day.

    `gemeente` bears the cost and `debiteur` owes it to the aanbieder; `gedeeld` when others bear a part of the
    same prestaties. `debet` was granted and `credit` taken back, over `aantal` prestaties. `contractsoort` is
    empty for what was delivered without a contract.
    """

    gemeente: str
    aanbieder: str
    categorie: str
    code: str
    leveringsmaand: date
    geboekt_op: date
    contractsoort: str
    debiteur: str
    gedeeld: bool
    debet: int
    credit: int
    aantal: int


def lees_kosten(conn: Connection) -> Iterator[Kostenrij]:
    """All cost in a fixed order."""
    regel = lasten().subquery().c
    sleutel = (
        regel.partij,
        regel.aanbieder,
        regel.categorie,
        regel.code,
        regel.leveringsmaand,
        regel.geboekt_op,
        regel.contractsoort,
        regel.debiteur,
        regel.gedeeld,
    )
    vraag = (
        select(
            *sleutel,
            func.sum(case((regel.bedrag > 0, regel.bedrag), else_=0)),
            func.sum(case((regel.bedrag < 0, regel.bedrag), else_=0)),
            func.count(regel.prestatie_id.distinct()),
        )
        .group_by(*sleutel)
        .order_by(*sleutel)
    )
    for rij in conn.execute(vraag):
        gemeente, aanbieder, categorie, code, maand, dag, soort, debiteur, gedeeld, debet, credit, aantal = rij
        yield Kostenrij(
            gemeente,
            aanbieder,
            categorie,
            code,
            maand,
            dag,
            soort,
            debiteur,
            bool(gedeeld),
            int(debet),
            int(credit),
            aantal,
        )


def laatste_boeking(conn: Connection) -> int | None:
    """The newest boeking (id): none is ever changed, so the cost is what it was while this stays the same."""
    nieuwste: int | None = conn.execute(select(func.max(boeking.c.id))).scalar_one()
    return nieuwste


def lasten() -> Select[Any]:
    """Every line of cost with the prestatie it is for, and how it came to who bears it."""
    regel, ander = boekingsregel.c, boekingsregel.alias("ander")
    origineel, eerder = boeking.alias("origineel"), prestatie.alias("eerder")
    gedeeld = select(1).where(
        ander.c.boeking_id == boeking.c.id,
        ander.c.rekening == Rekening.GEMEENTE.value,
        ander.c.partij != regel.partij,
    )
    return (
        select(
            regel.partij,
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
            func.coalesce(contract.c.soort, "").label("contractsoort"),
            boeking.c.gemeente.label("debiteur"),
            gedeeld.exists().label("gedeeld"),
            regel.bedrag,
        )
        .select_from(boekingsregel)
        .join(boeking, boeking.c.id == regel.boeking_id)
        .join(prestatie, prestatie.c.id == boeking.c.prestatie_id)
        # A credit falls under the contract of what it takes back; no contract is looked up for it.
        .outerjoin(origineel, origineel.c.id == boeking.c.tegenboeking_van)
        .outerjoin(eerder, eerder.c.id == func.coalesce(origineel.c.prestatie_id, boeking.c.prestatie_id))
        .outerjoin(
            contract,
            and_(contract.c.contractnummer == eerder.c.contract, contract.c.versie == eerder.c.contractversie),
        )
        .where(regel.rekening == Rekening.GEMEENTE.value)
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


def lees_geboekte_lasten(conn: Connection, gemeente: str, boekmaand: date) -> Iterator[Lastregel]:
    """What was booked in a month (by its first day) as cost of a gemeente, line by line."""
    last = lasten().subquery()
    return _lastregels(conn, last, last.c.partij == gemeente, last.c.boekmaand == boekmaand)


def _lastregels(conn: Connection, last: FromClause, *waar: ColumnElement[bool]) -> Iterator[Lastregel]:
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
    regel = lasten().subquery().c
    sleutel = (regel.partij, regel.debiteur, regel.gedeeld)
    vraag = select(*sleutel, func.sum(regel.bedrag)).where(regel.boekmaand == boekmaand).group_by(*sleutel)
    return [
        Maandlast(partij, debiteur, bool(gedeeld), int(bedrag))
        for partij, debiteur, gedeeld, bedrag in conn.execute(vraag)
    ]


def lees_geleverd(conn: Connection, van: date, tot_en_met: date) -> dict[str, int]:
    """Per bearing gemeente the balance of its account over months of delivery, straight from the books."""
    regel = boekingsregel.c
    vraag = (
        select(regel.partij, func.sum(regel.bedrag))
        .join(boeking, boeking.c.id == regel.boeking_id)
        .where(regel.rekening == Rekening.GEMEENTE.value, boeking.c.leveringsmaand.between(van, tot_en_met))
        .group_by(regel.partij)
    )
    return {gemeente: int(bedrag) for gemeente, bedrag in conn.execute(vraag)}


def lees_saldi(conn: Connection) -> dict[str, dict[str, int]]:
    """Per account the balance of every party; payments and taakgericht work, which are no prestaties, left out."""
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
