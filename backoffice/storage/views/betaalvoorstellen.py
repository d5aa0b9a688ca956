"""Proposals to pay, and the payments in one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, cast, func, literal, select

from backoffice.storage.tabellen import betaalvoorstel, betaling
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik


@dataclass(frozen=True, slots=True)
class VoorstelRij:
    """A proposal: what it pays (eurocents, in `aantal` payments), who made it and who decided."""

    id: int
    gemeente: str
    betaaldag: date
    gemaakt_door: str
    gemaakt_op: datetime
    besluit: str | None
    besloten_door: str | None
    besloten_op: datetime | None
    geexporteerd_op: datetime | None
    aantal: int
    bedrag: int


@dataclass(frozen=True, slots=True)
class BetalingRij:
    """A payment: amount in eurocents, where it goes, and what became of it."""

    kenmerk: str
    aanbieder: str
    bedrag: int
    iban: str
    naam: str
    stand: str
    reden: str | None


def lees_voorstellen(conn: Connection, bereik: Bereik, *, aantal: int, na: int | None = None) -> list[VoorstelRij]:
    """The newest proposals, from before the one with id `na`."""
    vraag = _voorstellen(bereik).order_by(betaalvoorstel.c.id.desc()).limit(aantal)
    if na is not None:
        vraag = vraag.where(betaalvoorstel.c.id < na)
    return [VoorstelRij(*rij) for rij in conn.execute(vraag)]


def zoek_voorstel(conn: Connection, bereik: Bereik, nummer: int) -> VoorstelRij | None:
    """One proposal; None when there is none within this bereik."""
    rij = conn.execute(_voorstellen(bereik).where(betaalvoorstel.c.id == nummer)).one_or_none()
    return None if rij is None else VoorstelRij(*rij)


def lees_betalingen(conn: Connection, nummer: int) -> list[BetalingRij]:
    """The payments in a proposal, by aanbieder."""
    b = betaling.c
    vraag = select(b.kenmerk, b.aanbieder, b.bedrag, b.iban, b.naam, b.stand, b.reden)
    return [
        BetalingRij(*rij) for rij in conn.execute(vraag.where(b.voorstel_id == nummer).order_by(b.aanbieder, b.id))
    ]


def _voorstellen(bereik: Bereik) -> Select[Any]:
    """A proposal is of the gemeente that pays; an aanbieder sees the payments, never a proposal."""
    v = betaalvoorstel.c
    bedrag = cast(func.coalesce(func.sum(betaling.c.bedrag), 0), BigInteger)
    return (
        select(
            *(v.id, v.gemeente, v.betaaldag, v.gemaakt_door, v.gemaakt_op),
            *(v.besluit, v.besloten_door, v.besloten_op, v.geexporteerd_op),
            *(func.count(betaling.c.id), bedrag),
        )
        .outerjoin(betaling, betaling.c.voorstel_id == v.id)
        .where(binnen(bereik, aanbieder=literal(""), gemeente=v.gemeente))
        .group_by(v.id)
    )
