"""Taakgericht budgets, and what was booked of them; amounts in eurocents, rows are added and stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select, text

from backoffice.storage.bulk import voeg_een_toe, voeg_toe
from backoffice.storage.tabellen import taakgericht, taakgericht_post

_SLOT = 1014


class Budget(NamedTuple):
    """What one aanbieder gets for work without toewijzingen in a year, shared by a verdeelsleutel."""

    naam: str
    jaar: int
    aanbieder: str
    budget: int
    sleutel: str


class Budgetpost(NamedTuple):
    """One voorschot (of a month, by its first day) or the afrekening of a gemeente, and its boeking."""

    gemeente: str
    soort: str
    maand: date
    bedrag: int
    boeking_id: int


def neem_beurt(conn: Connection) -> None:
    """One after another, so that a voorschot is booked once; SQLite has one writer by itself."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": _SLOT})


def zoek(conn: Connection, naam: str, jaar: int) -> Budget | None:
    """The budget of that name and year."""
    kolommen = [taakgericht.c[veld] for veld in Budget._fields]
    rij = conn.execute(
        select(*kolommen).where(taakgericht.c.naam == naam, taakgericht.c.jaar == jaar)
    ).one_or_none()
    return None if rij is None else Budget(*rij)


def lees(conn: Connection) -> list[Budget]:
    """All budgets."""
    kolommen = [taakgericht.c[veld] for veld in Budget._fields]
    return [Budget(*rij) for rij in conn.execute(select(*kolommen).order_by(*kolommen[:2]))]


def bewaar(conn: Connection, budget: Budget, wie: str, tijdstip: datetime) -> None:
    """Add a budget; IntegrityError when the year has one of that name."""
    voeg_een_toe(conn, taakgericht, **budget._asdict(), vastgelegd_op=tijdstip, vastgelegd_door=wie)


def lees_posten(conn: Connection, naam: str, jaar: int) -> list[Budgetpost]:
    """What was booked of a budget, in order of month and gemeente."""
    p = taakgericht_post.c
    vraag = (
        select(*(p[veld] for veld in Budgetpost._fields))
        .where(p.naam == naam, p.jaar == jaar)
        .order_by(p.soort.desc(), p.maand, p.gemeente)
    )
    return [Budgetpost(*rij) for rij in conn.execute(vraag)]


def bewaar_posten(conn: Connection, naam: str, jaar: int, posten: Sequence[Budgetpost]) -> None:
    """Add what was booked; IntegrityError when a gemeente has that voorschot or afrekening already."""
    voeg_toe(
        conn,
        taakgericht_post,
        ("naam", "jaar", *Budgetpost._fields),
        [(naam, jaar, *post) for post in posten],
    )
