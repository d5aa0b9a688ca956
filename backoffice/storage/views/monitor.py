"""The region in sums, added up by the database: use, cost, what came late, and who delivers. Nobody is named."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, FromClause, and_, case, cast, func, or_, select

from backoffice.ledger.boeken import Rekening
from backoffice.storage.tabellen import (
    boeking,
    boekingsregel,
    contract_product,
    declaratie,
    prestatie,
    termijnoordeel,
    toewijzing,
    verzoek,
    verzoek_toewijzing,
)
from ijw.rekenen import MINUUT


class Gebruik(NamedTuple):
    """How many jeugdigen had care, for how many minutes and cents; `sleutel` is a gemeente or a product."""

    sleutel: str
    jeugdigen: int
    minuten: int
    bedrag: int


class Verwijzing(NamedTuple):
    """How many jeugdigen had a toewijzing, and how many of these, by kind of verwijzer; empty when unknown."""

    verwijzer: str
    jeugdigen: int
    toewijzingen: int


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
    samen = prestatie.join(declaratie, declaratie.c.id == prestatie.c.declaratie_id)
    return _tel(conn, declaratie.c.gemeente, samen, van, tot_en_met)


def gebruik_per_product(conn: Connection, van: date, tot_en_met: date) -> list[Gebruik]:
    """Care delivered in a period, by categorie and code."""
    return _tel(conn, prestatie.c.categorie + " " + prestatie.c.code, prestatie, van, tot_en_met)


def gebruik_per_ondersteuning(conn: Connection, van: date, tot_en_met: date) -> list[Gebruik]:
    """Care delivered in a period, by what the contract calls the product, where that is an ondersteuningsbehoefte.

    Of a prestatie it is known under which version of which contract it was judged.
    """
    cp, p = contract_product.c, prestatie.c
    # Few rows, made once: a code stands once in a version of a contract.
    sleutel = (cp.contractnummer, cp.versie, cp.categorie, cp.code)
    product = (
        select(*sleutel, func.max(cp.omschrijving).label("omschrijving"))
        .where(cp.omschrijving.like("Ondersteuningsbehoefte %"))
        .group_by(*sleutel)
        .cte("product")
    )
    gelijk = and_(
        product.c.contractnummer == p.contract,
        product.c.versie == p.contractversie,
        product.c.categorie == p.categorie,
        product.c.code == p.code,
    )
    return _tel(conn, product.c.omschrijving, prestatie.join(product, gelijk), van, tot_en_met)


def verwijzingen(conn: Connection, van: date, tot_en_met: date) -> list[Verwijzing]:
    """The toewijzingen that ran in a period, by the kind of verwijzer that the verzoek for it named.

    Only a verzoek (JW315) names one: of what a gemeente assigned by itself it is unknown.
    """
    t, v, vt = toewijzing.c, verzoek.c, verzoek_toewijzing.c
    genoemd = (
        select(v.gemeente, vt.toewijzing_nummer, func.max(v.verwijzer).label("verwijzer"))
        .join(verzoek_toewijzing, vt.verzoek_id == v.id)
        .where(v.verwijzer.is_not(None))
        .group_by(v.gemeente, vt.toewijzing_nummer)
        .subquery()
    )
    verwijzer = func.coalesce(genoemd.c.verwijzer, "")
    vraag = (
        select(verwijzer, func.count(t.client_id.distinct()), func.count())
        .select_from(toewijzing)
        .outerjoin(
            genoemd,
            and_(genoemd.c.gemeente == t.gemeente, genoemd.c.toewijzing_nummer == t.toewijzing_nummer),
        )
        .where(
            t.verwijderd.is_(False),
            t.ingangsdatum <= tot_en_met,
            or_(t.einddatum.is_(None), t.einddatum >= van),
        )
        .group_by(verwijzer)
        .order_by(verwijzer)
    )
    return [Verwijzing(*rij) for rij in conn.execute(vraag)]


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


def _tel(
    conn: Connection, sleutel: ColumnElement[str], uit: FromClause, van: date, tot_en_met: date
) -> list[Gebruik]:
    p = prestatie.c
    # What was credited does not count, and neither does the credit.
    telt = (p.toegekend.is_(True), p.gecrediteerd_door.is_(None), p.vorige_referentie.is_(None))
    minuten = case((p.eenheid == MINUUT, p.volume), else_=0)
    vraag = (
        select(sleutel, func.count(p.client_id.distinct()), _som(minuten), _som(p.bedrag))
        .select_from(uit)
        .where(*telt, p.begindatum.between(van, tot_en_met))
        .group_by(sleutel)
        .order_by(sleutel)
    )
    return [Gebruik(*rij) for rij in conn.execute(vraag)]


def _som(waarde: ColumnElement[int]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(waarde), 0), BigInteger)
