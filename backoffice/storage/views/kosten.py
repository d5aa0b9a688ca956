"""What a gemeente bears, line by line, by the numbers an aanbieder knows; nothing here names a jeugdige."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from backoffice.storage.kosten import lasten
from backoffice.storage.tabellen import boeking, prestatie, verrekenpost
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik


@dataclass(frozen=True, slots=True)
class LastRij:
    """One line of cost in signed eurocents, booked on a day for a prestatie declared to `debiteur`."""

    boeking_id: int
    prestatie_id: int
    referentie: str
    geboekt_op: date
    contractsoort: str
    debiteur: str
    gedeeld: bool
    bedrag: int


@dataclass(frozen=True, slots=True)
class VerrekenRij:
    """What one gemeente owes another for a prestatie, and why; signed eurocents."""

    id: int
    prestatie_id: int
    aanbieder: str
    referentie: str
    boekmaand: date
    bedrag: int
    grond: str


def lees_lasten(
    conn: Connection,
    gemeente: str,
    leveringsmaand: date,
    aanbieder: str,
    code: str,
    *,
    aantal: int,
    na: int | None = None,
) -> list[LastRij]:
    """What a gemeente bears of one product of one aanbieder in a month, newest first, before boeking `na`."""
    alles = lasten().subquery()
    regel = alles.c
    vraag = (
        select(*(regel[naam] for naam in LastRij.__slots__))
        .where(
            regel.partij == gemeente,
            regel.leveringsmaand == leveringsmaand,
            regel.aanbieder == aanbieder,
            regel.code == code,
        )
        .order_by(regel.boeking_id.desc())
        .limit(aantal)
    )
    if na is not None:
        vraag = vraag.where(regel.boeking_id < na)
    return [LastRij(*rij) for rij in conn.execute(vraag)]


def lees_verrekenposten(
    conn: Connection, bereik: Bereik, betaalt: str, ontvangt: str, *, aantal: int, na: int | None = None
) -> list[VerrekenRij]:
    """What one gemeente owes another, newest first, before the post with id `na`."""
    post = verrekenpost.c
    vraag = (
        select(
            *(post.id, post.prestatie_id, prestatie.c.aanbieder, prestatie.c.referentie, boeking.c.boekmaand),
            *(post.bedrag, post.grond),
        )
        .join(boeking, boeking.c.id == post.boeking_id)
        .join(prestatie, prestatie.c.id == post.prestatie_id)
        .where(
            post.betaalt == betaalt,
            post.ontvangt == ontvangt,
            binnen(bereik, aanbieder=prestatie.c.aanbieder, gemeente=(post.betaalt, post.ontvangt)),
        )
        .order_by(post.id.desc())
        .limit(aantal)
    )
    if na is not None:
        vraag = vraag.where(post.id < na)
    return [VerrekenRij(*rij) for rij in conn.execute(vraag)]
