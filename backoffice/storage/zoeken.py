"""Looking up many keys at once: one query for a whole message, on both databases."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Connection, bindparam, column, false, func, select


def een_van(
    conn: Connection, kolom: ColumnElement[Any], waarden: Collection[int] | Collection[str]
) -> ColumnElement[bool]:
    """The condition that a column holds one of these numbers or texts, with one parameter however many."""
    if not waarden:
        return false()
    lijst = list(waarden)
    if conn.dialect.name == "sqlite":
        tabel = func.json_each(bindparam(None, json.dumps(lijst))).table_valued(column("value", kolom.type))
        return kolom.in_(select(tabel.c.value))
    return kolom.in_(select(func.unnest(bindparam(None, lijst, type_=ARRAY(kolom.type)))))
