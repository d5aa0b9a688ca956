"""What was booked, added up: cost per gemeente, aanbieder, product and month, and the figures of a whole database.

Amounts are signed eurocents, a credit is negative. Nothing here names a jeugdige.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, case, func, select

from backoffice.ledger.boeken import Rekening
from backoffice.storage.tabellen import (
    bericht,
    bevinding,
    boeking,
    boekingsregel,
    prestatie,
    register_aanbieder,
)


@dataclass(frozen=True, slots=True)
class Kostenrij:
    """Cost of one product of one aanbieder, delivered in one month and booked on one day.

    `gemeente` bears the cost; `debet` was granted and `credit` taken back, over `aantal` prestaties.
    """

    gemeente: str
    aanbieder: str
    categorie: str
    code: str
    leveringsmaand: date
    geboekt_op: date
    debet: int
    credit: int
    aantal: int


def lees_kosten(conn: Connection) -> Iterator[Kostenrij]:
    """All cost in a fixed order."""
    regel = boekingsregel.c
    sleutel = (
        regel.partij,
        prestatie.c.aanbieder,
        prestatie.c.categorie,
        prestatie.c.code,
        boeking.c.leveringsmaand,
        boeking.c.geboekt_op,
    )
    vraag = (
        select(
            *sleutel,
            func.sum(case((regel.bedrag > 0, regel.bedrag), else_=0)),
            func.sum(case((regel.bedrag < 0, regel.bedrag), else_=0)),
            func.count(prestatie.c.id.distinct()),
        )
        .select_from(boekingsregel)
        .join(boeking, boeking.c.id == regel.boeking_id)
        .join(prestatie, prestatie.c.id == boeking.c.prestatie_id)
        .where(regel.rekening == Rekening.GEMEENTE.value)
        .group_by(*sleutel)
        .order_by(*sleutel)
    )
    for rij in conn.execute(vraag):
        gemeente, aanbieder, categorie, code, maand, dag, debet, credit, aantal = rij
        yield Kostenrij(gemeente, aanbieder, categorie, code, maand, dag, int(debet), int(credit), aantal)


def lees_saldi(conn: Connection) -> dict[str, dict[str, int]]:
    """Per account the balance of every party."""
    regel = boekingsregel.c
    vraag = select(regel.rekening, regel.partij, func.sum(regel.bedrag)).group_by(regel.rekening, regel.partij)
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
