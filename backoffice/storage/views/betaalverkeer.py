"""What paying rests on: the accounts of parties, what is held back, and the lines of one payment in a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, literal, select

from backoffice.storage.tabellen import afrekening as afrekening_
from backoffice.storage.tabellen import (
    betaalrekening,
    betaalvoorstel,
    betaling,
    blokkade,
    boeking,
    contract,
    gesloten_maand,
    prestatie,
)
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik


@dataclass(frozen=True, slots=True)
class RekeningRij:
    """An account that was proposed for a party; `geldig_vanaf` is empty while it waits and when it was refused."""

    id: int
    partij: str
    iban: str
    naam: str
    voorgesteld_door: str
    voorgesteld_op: datetime
    besloten_door: str | None
    besloten_op: datetime | None
    geldig_vanaf: date | None


@dataclass(frozen=True, slots=True)
class BlokkadeRij:
    """What is not paid for now: all of an aanbieder, or one prestatie by its ReferentieNummer."""

    id: int
    gemeente: str
    aanbieder: str
    referentie: str | None
    reden: str
    gezet_door: str
    gezet_op: datetime


@dataclass(frozen=True, slots=True)
class Voorgesteld:
    """One payment in a proposal; eurocents."""

    id: int
    voorstel: int
    kenmerk: str
    gemeente: str
    aanbieder: str
    bedrag: int


@dataclass(frozen=True, slots=True)
class MaandRij:
    """A month of which the books are closed, by its first day, and when it was settled (None: not yet)."""

    maand: date
    gesloten_op: datetime
    wie: str
    afgerekend_op: datetime | None


def lees_rekeningen(conn: Connection, bereik: Bereik, *, aantal: int, na: int | None = None) -> list[RekeningRij]:
    """The newest accounts, from before the one with id `na`."""
    vraag = _rekeningen(bereik).order_by(betaalrekening.c.id.desc()).limit(aantal)
    if na is not None:
        vraag = vraag.where(betaalrekening.c.id < na)
    return [RekeningRij(*rij) for rij in conn.execute(vraag)]


def rekeningen_te_besluiten(conn: Connection, bereik: Bereik) -> list[RekeningRij]:
    """The accounts that wait for a second person, oldest first."""
    r = betaalrekening.c
    vraag = _rekeningen(bereik).where(r.besloten_door.is_(None)).order_by(r.id)
    return [RekeningRij(*rij) for rij in conn.execute(vraag)]


def zoek_rekening(conn: Connection, bereik: Bereik, nummer: int) -> RekeningRij | None:
    """One account; None when there is none within this bereik."""
    rij = conn.execute(_rekeningen(bereik).where(betaalrekening.c.id == nummer)).one_or_none()
    return None if rij is None else RekeningRij(*rij)


def is_aanbieder(conn: Connection, code: str) -> bool:
    """Whether there is a contract with this AGB-code."""
    return (
        conn.execute(select(contract.c.aanbieder).where(contract.c.aanbieder == code).limit(1)).first() is not None
    )


def lees_blokkades(conn: Connection, bereik: Bereik) -> list[BlokkadeRij]:
    """What is held back now, oldest first."""
    return [BlokkadeRij(*rij) for rij in conn.execute(_blokkades(bereik).order_by(blokkade.c.id))]


def zoek_blokkade(conn: Connection, bereik: Bereik, nummer: int) -> BlokkadeRij | None:
    """What is held back under a number; None when there is none in force within this bereik."""
    rij = conn.execute(_blokkades(bereik).where(blokkade.c.id == nummer)).one_or_none()
    return None if rij is None else BlokkadeRij(*rij)


def zoek_voorgesteld(conn: Connection, bereik: Bereik, nummer: int, kenmerk: str) -> Voorgesteld | None:
    """One payment of a proposal; None when there is none within this bereik."""
    v, b = betaalvoorstel.c, betaling.c
    vraag = (
        select(b.id, b.voorstel_id, b.kenmerk, v.gemeente, b.aanbieder, b.bedrag)
        .join(betaalvoorstel, v.id == b.voorstel_id)
        .where(v.id == nummer, b.kenmerk == kenmerk, _van_gemeente(bereik))
    )
    rij = conn.execute(vraag).one_or_none()
    return None if rij is None else Voorgesteld(*rij)


def lees_maanden(conn: Connection, *, aantal: int) -> list[MaandRij]:
    """The months that were closed last, newest first; they belong to the whole region."""
    m, a = gesloten_maand.c, afrekening_.c
    vraag = (
        select(m.maand, m.gesloten_op, m.wie, a.gemaakt_op)
        .outerjoin(afrekening_, a.maand == m.maand)
        .order_by(m.maand.desc())
        .limit(aantal)
    )
    return [MaandRij(*rij) for rij in conn.execute(vraag)]


def _van_gemeente(bereik: Bereik) -> Any:
    """A proposal is of the gemeente that pays; an aanbieder sees none."""
    return binnen(bereik, aanbieder=literal(""), gemeente=betaalvoorstel.c.gemeente)


def _rekeningen(bereik: Bereik) -> Select[Any]:
    """An account is of one party: an aanbieder sees its own, and so does a gemeente."""
    r = betaalrekening.c
    return select(
        *(r.id, r.partij, r.iban, r.naam, r.voorgesteld_door, r.voorgesteld_op),
        *(r.besloten_door, r.besloten_op, r.geldig_vanaf),
    ).where(binnen(bereik, aanbieder=r.partij, gemeente=r.partij))


def _blokkades(bereik: Bereik) -> Select[Any]:
    b = blokkade.c
    return (
        select(b.id, b.gemeente, b.aanbieder, prestatie.c.referentie, b.reden, b.gezet_door, b.gezet_op)
        .outerjoin(boeking, boeking.c.id == b.boeking_id)
        .outerjoin(prestatie, prestatie.c.id == boeking.c.prestatie_id)
        .where(b.opgeheven_op.is_(None), binnen(bereik, aanbieder=b.aanbieder, gemeente=b.gemeente))
    )
