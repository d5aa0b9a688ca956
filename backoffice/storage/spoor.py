"""Where the money of one boeking came from and went: counter bookings, payments, and what banks answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, and_, func, select

from backoffice.ledger.boeken import Boekingsregel, Rekening
from backoffice.storage.tabellen import (
    bericht,
    betaalvoorstel,
    betaling,
    boeking,
    boekingsregel,
    post,
    prestatie,
)
from backoffice.storage.zoeken import een_van


@dataclass(frozen=True, slots=True)
class Stap:
    """One boeking on the way, with what people know it by; `client` only tells whose data it is.

    `aanbieder` is that of its prestatie or payment; taakgericht work has it in the lines alone.
    """

    id: int
    gemeente: str
    soort: str
    geboekt_op: date
    boekmaand: date
    leveringsmaand: date
    tegenboeking_van: int | None
    client: int | None
    referentie: str | None
    bericht: str | None
    kenmerk: str | None
    betaald_met: str | None
    prestatie_id: int | None
    bericht_id: int | None
    aanbieder: str | None
    regels: tuple[Boekingsregel, ...]


@dataclass(frozen=True, slots=True)
class Betaalstap:
    """One payment on the way, and the proposal it stands in."""

    kenmerk: str
    aanbieder: str
    bedrag: int
    stand: str
    stand_op: datetime
    reden: str | None
    voorstel: int
    betaaldag: date
    gemaakt_door: str
    besluit: str | None
    besloten_door: str | None


def zoek_begin(conn: Connection, wat: str) -> list[int]:
    """The boekingen under a ReferentieNummer, the kenmerk of a payment, or their own number."""
    b = boeking.c
    prestaties = select(prestatie.c.id).where(prestatie.c.referentie == wat)
    betalingen = select(betaling.c.id).where(betaling.c.kenmerk == wat)
    gevonden = set(conn.execute(select(b.id).where(b.prestatie_id.in_(prestaties))).scalars())
    gevonden |= set(conn.execute(select(b.id).where(b.betaling_id.in_(betalingen))).scalars())
    if wat.isascii() and wat.isdecimal() and len(wat) <= 18:
        gevonden |= set(conn.execute(select(b.id).where(b.id == int(wat))).scalars())
    return sorted(gevonden)


def boekingen_van(conn: Connection, prestatie_id: int) -> list[int]:
    """What was booked for one prestatie."""
    vraag = select(boeking.c.id).where(boeking.c.prestatie_id == prestatie_id).order_by(boeking.c.id)
    return list(conn.execute(vraag).scalars())


def volg(conn: Connection, begin: Collection[int]) -> list[int]:
    """All boekingen on the way of these, both ways: what undoes what, and the payments that settle it.

    A payment is followed for the month of delivery it was met in, and not to what else it paid.
    """
    gezien: set[int] = set()
    nieuw = set(begin)
    while nieuw:
        gezien |= nieuw
        nieuw = buren(conn, nieuw) - gezien
    return sorted(gezien)


def buren(conn: Connection, ids: set[int]) -> set[int]:
    """The boekingen one step away: what these undo, what undoes them, and the payments that settle them."""
    b, ander = boeking.c, boeking.alias("ander")
    hier = een_van(conn, b.id, ids)
    terug = select(b.tegenboeking_van).where(hier, b.tegenboeking_van.is_not(None))
    heen = select(b.id).where(een_van(conn, b.tegenboeking_van, ids))
    maand = ander.c.leveringsmaand == b.leveringsmaand
    # By its post a boeking was paid; by its payment a boeking of a payment meets the others of it.
    betaald = (
        select(ander.c.id)
        .select_from(boeking)
        .join(post, post.c.boeking_id == b.id)
        .join(ander, and_(ander.c.betaling_id == post.c.betaling_id, maand))
        .where(hier)
    )
    samen = (
        select(ander.c.id)
        .select_from(boeking)
        .join(ander, and_(ander.c.betaling_id == b.betaling_id, maand))
        .where(hier)
    )
    return {id_ for vraag in (terug, heen, betaald, samen) for id_ in conn.execute(vraag).scalars()}


def lees_stappen(conn: Connection, ids: Collection[int]) -> list[Stap]:
    """These boekingen with their lines, in order."""
    b, met = boeking.c, betaling.alias("met")
    regels: dict[int, list[Boekingsregel]] = {}
    r = boekingsregel.c
    for id_, rekening, partij, bedrag in conn.execute(
        select(r.boeking_id, r.rekening, r.partij, r.bedrag)
        .where(een_van(conn, r.boeking_id, ids))
        .order_by(r.boeking_id, r.nummer)
    ):
        regels.setdefault(id_, []).append(Boekingsregel(Rekening(rekening), partij, bedrag))
    vraag = (
        select(
            b.id,
            b.gemeente,
            b.soort,
            b.geboekt_op,
            b.boekmaand,
            b.leveringsmaand,
            b.tegenboeking_van,
            prestatie.c.client_id.label("client"),
            prestatie.c.referentie,
            bericht.c.identificatie.label("bericht"),
            betaling.c.kenmerk,
            met.c.kenmerk.label("betaald_met"),
            b.prestatie_id,
            b.bericht_id,
            func.coalesce(prestatie.c.aanbieder, betaling.c.aanbieder).label("aanbieder"),
        )
        .outerjoin(prestatie, prestatie.c.id == b.prestatie_id)
        .outerjoin(bericht, bericht.c.id == b.bericht_id)
        .outerjoin(betaling, betaling.c.id == b.betaling_id)
        .outerjoin(post, post.c.boeking_id == b.id)
        .outerjoin(met, met.c.id == post.c.betaling_id)
        .where(een_van(conn, b.id, ids))
        .order_by(b.id)
    )
    return [Stap(**rij._mapping, regels=tuple(regels.get(rij.id, ()))) for rij in conn.execute(vraag)]


def lees_betalingen(conn: Connection, kenmerken: Collection[str]) -> dict[str, Betaalstap]:
    """These payments by their kenmerk, in the order in which they were proposed."""
    p, v = betaling.c, betaalvoorstel.c
    vraag = (
        select(
            p.kenmerk,
            p.aanbieder,
            p.bedrag,
            p.stand,
            p.stand_op,
            p.reden,
            v.id,
            v.betaaldag,
            v.gemaakt_door,
            v.besluit,
            v.besloten_door,
        )
        .join(betaalvoorstel, v.id == p.voorstel_id)
        .where(een_van(conn, p.kenmerk, kenmerken))
        .order_by(p.id)
    )
    return {rij.kenmerk: Betaalstap(*rij) for rij in conn.execute(vraag)}


def lees_omvat(conn: Connection, kenmerk: str) -> list[int]:
    """The boekingen that a payment settles."""
    vraag = (
        select(post.c.boeking_id)
        .join(betaling, betaling.c.id == post.c.betaling_id)
        .where(betaling.c.kenmerk == kenmerk)
        .order_by(post.c.boeking_id)
    )
    return list(conn.execute(vraag).scalars())
