"""Gemeente and aanbieder as a pair: what a pair declared changes only by its own messages, one at a time."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, func, select

from backoffice.storage.tabellen import aanhouding, declaratie
from backoffice.storage.zoeken import een_van

Paar = tuple[str, str]
"""A gemeentecode and an AGB-code."""

_SCHEIDING = "/"


def stempels(conn: Connection) -> dict[Paar, int]:
    """Per pair what grows with each change in its prestaties.

    How many declaraties there are, and how many were judged again after they had waited for a person. What is
    credited or decided of a prestatie comes with one of the two, and with one of the same pair.
    """
    d, a = declaratie.c, aanhouding.c
    per = select(d.gemeente, d.aanbieder, func.count()).group_by(d.gemeente, d.aanbieder)
    stand = {(gemeente, aanbieder): aantal for gemeente, aanbieder, aantal in conn.execute(per)}
    # Apart from the count, which an index answers by itself.
    opnieuw = per.join(aanhouding, a.bericht_id == d.bericht_id).where(a.afgehandeld_op.is_not(None))
    for gemeente, aanbieder, aantal in conn.execute(opnieuw):
        stand[gemeente, aanbieder] += aantal
    return stand


def van_paren(conn: Connection, paren: Collection[Paar]) -> ColumnElement[bool]:
    """The condition that a declaratie is of one of these pairs."""
    paar = declaratie.c.gemeente + _SCHEIDING + declaratie.c.aanbieder
    return een_van(conn, paar, [_SCHEIDING.join(een) for een in paren])
