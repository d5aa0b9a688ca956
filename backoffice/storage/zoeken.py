"""Looking up many keys at once: one query for a whole message, on both databases."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Connection, Text, bindparam, column, func, select
from sqlalchemy.sql.selectable import Select
from sqlalchemy.types import TypeEngine


def waarden(conn: Connection, verzameling: Collection[int] | Collection[str]) -> Select[Any]:
    """A subquery with these numbers or texts, to use as `kolom.in_(waarden(conn, ...))`."""
    lijst = list(verzameling)
    soort: TypeEngine[Any] = BigInteger() if lijst and isinstance(lijst[0], int) else Text()
    if conn.dialect.name == "sqlite":
        tabel = func.json_each(bindparam(None, json.dumps(lijst))).table_valued(column("value", soort))
        return select(tabel.c.value)
    return select(func.unnest(bindparam(None, lijst, type_=ARRAY(soort))).label("value"))
