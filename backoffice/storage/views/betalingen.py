"""Payments as those who are paid know them, what each settles, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, cast, func, select

from backoffice.storage.tabellen import betaalvoorstel, betaling, boeking, declaratie, post, prestatie
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik

_VERZONDEN = ("onderweg", "uitgevoerd", "teruggekomen")


@dataclass(frozen=True, slots=True)
class BetalingRij:
    """One payment that was sent to a bank; eurocents."""

    id: int
    gemeente: str
    aanbieder: str
    kenmerk: str
    bedrag: int
    betaaldag: date
    stand: str
    stand_op: datetime
    reden: str | None


@dataclass(frozen=True, slots=True)
class PostRij:
    """What a payment settles of one prestatie, or of a payment that came back (no prestatie); signed eurocents."""

    prestatie_id: int | None
    declaratie_nummer: str | None
    referentie: str | None
    toewijzing_nummer: int | None
    leveringsmaand: date
    soort: str
    bedrag: int
    boeking_id: int


@dataclass(frozen=True, slots=True)
class OpenRij:
    """What is granted and not paid yet, per gemeente and month of delivery; it may be paid from `vervalt_op`."""

    gemeente: str
    aanbieder: str
    leveringsmaand: date
    posten: int
    bedrag: int
    vervalt_op: date


def lees_betalingen(conn: Connection, bereik: Bereik, *, aantal: int, na: int | None = None) -> list[BetalingRij]:
    """The newest payments that were sent, from before the one with id `na`."""
    vraag = _betalingen(bereik).order_by(betaling.c.id.desc()).limit(aantal)
    if na is not None:
        vraag = vraag.where(betaling.c.id < na)
    return [BetalingRij(*rij) for rij in conn.execute(vraag)]


def zoek_betaling(conn: Connection, bereik: Bereik, kenmerk: str) -> BetalingRij | None:
    """One payment by its kenmerk; None when none was sent within this bereik."""
    rij = conn.execute(_betalingen(bereik).where(betaling.c.kenmerk == kenmerk)).one_or_none()
    return None if rij is None else BetalingRij(*rij)


def lees_posten(conn: Connection, betaling_id: int) -> list[PostRij]:
    """What a payment settles, line by line, by the numbers an aanbieder knows."""
    b, p = boeking.c, prestatie.c
    vraag = (
        select(
            *(p.id, declaratie.c.declaratie_nummer, p.referentie, p.toewijzing_nummer, post.c.leveringsmaand),
            *(b.soort, post.c.bedrag, b.id),
        )
        .select_from(post)
        .join(boeking, b.id == post.c.boeking_id)
        .outerjoin(prestatie, p.id == b.prestatie_id)
        .outerjoin(declaratie, declaratie.c.id == p.declaratie_id)
        .where(post.c.betaling_id == betaling_id)
        .order_by(post.c.boeking_id)
    )
    return [PostRij(*rij) for rij in conn.execute(vraag)]


def lees_open(conn: Connection, bereik: Bereik) -> list[OpenRij]:
    """What is granted and in no payment that was sent, by gemeente and month."""
    p = post.c
    voorgesteld = select(betaling.c.id).where(betaling.c.stand == "voorgesteld")
    per_maand: dict[tuple[str, str, date], OpenRij] = {}
    for voorwaarde in (p.betaling_id.is_(None), p.betaling_id.in_(voorgesteld)):
        for rij in _open(conn, bereik, voorwaarde):
            sleutel = (rij.gemeente, rij.aanbieder, rij.leveringsmaand)
            per_maand[sleutel] = _samen(per_maand.get(sleutel), rij)
    return [per_maand[sleutel] for sleutel in sorted(per_maand)]


def _open(conn: Connection, bereik: Bereik, voorwaarde: ColumnElement[bool]) -> list[OpenRij]:
    p = post.c
    groep = (p.gemeente, p.aanbieder, p.leveringsmaand)
    som = cast(func.sum(p.bedrag), BigInteger)
    vraag = (
        select(*groep, func.count(), som, func.min(p.vervalt_op))
        .where(voorwaarde, binnen(bereik, aanbieder=p.aanbieder, gemeente=p.gemeente))
        .group_by(*groep)
    )
    return [OpenRij(*rij) for rij in conn.execute(vraag)]


def _samen(een: OpenRij | None, ander: OpenRij) -> OpenRij:
    if een is None:
        return ander
    return OpenRij(
        een.gemeente,
        een.aanbieder,
        een.leveringsmaand,
        een.posten + ander.posten,
        een.bedrag + ander.bedrag,
        min(een.vervalt_op, ander.vervalt_op),
    )


def _betalingen(bereik: Bereik) -> Select[Any]:
    v, b = betaalvoorstel.c, betaling.c
    return (
        select(
            *(b.id, v.gemeente, b.aanbieder, b.kenmerk, b.bedrag, v.betaaldag, b.stand, b.stand_op, b.reden),
        )
        .join(betaalvoorstel, v.id == b.voorstel_id)
        .where(b.stand.in_(_VERZONDEN), binnen(bereik, aanbieder=b.aanbieder, gemeente=v.gemeente))
    )
