"""Budgets in the database: what a gemeente gave last for a year is what holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from backoffice.storage.bulk import voeg_toe
from backoffice.storage.tabellen import begroting


class Begroting(NamedTuple):
    """What a gemeente budgeted for a year: by what it is divided, and eurocents per post."""

    indeling: str
    posten: Mapping[str, int]


def lees(conn: Connection, jaar: int) -> dict[str, Begroting]:
    """The budgets of a year, per gemeente that gave one."""
    b = begroting.c
    gevonden: dict[str, tuple[str, dict[str, int]]] = {}
    vraag = select(b.gemeente, b.indeling, b.post, b.bedrag).where(b.jaar == jaar).order_by(b.gemeente, b.post)
    for gemeente, indeling, post, bedrag in conn.execute(vraag):
        gevonden.setdefault(gemeente, (indeling, {}))[1][post] = bedrag
    return {gemeente: Begroting(*inhoud) for gemeente, inhoud in gevonden.items()}


def vervang(conn: Connection, gemeente: str, jaar: int, nieuw: Begroting, tijdstip: datetime, wie: str) -> None:
    """Put a budget in the place of what was there."""
    b = begroting.c
    conn.execute(delete(begroting).where(b.gemeente == gemeente, b.jaar == jaar))
    voeg_toe(
        conn,
        begroting,
        ("gemeente", "jaar", "indeling", "post", "bedrag", "geladen_op", "wie"),
        [(gemeente, jaar, nieuw.indeling, post, bedrag, tijdstip, wie) for post, bedrag in nieuw.posten.items()],
    )
