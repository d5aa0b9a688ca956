"""Looking up many keys at once: one query for a whole message, on both databases."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    Text,
    TypeDecorator,
    any_,
    bindparam,
    column,
    false,
    func,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeEngine


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
    return kolom == any_(bindparam(None, lijst, type_=ARRAY(kolom.type)))


def in_lijst(kolom: ColumnElement[Any], naam: str) -> ColumnElement[bool]:
    """The condition that a column holds one of the numbers or texts of the parameter with this name.

    For a statement that is made once and executed for every message: SQLAlchemy takes ten times as long to build
    a query as to execute one that it saw before.
    """
    return _InLijst(kolom, bindparam(naam, type_=_Lijst(kolom.type)))


class _Lijst(TypeDecorator[Collection[Any]]):
    """Many keys as one parameter: JSON on SQLite, an array on PostgreSQL."""

    impl = Text
    cache_ok = True

    def __init__(self, soort: TypeEngine[Any]) -> None:
        super().__init__()
        self.soort = soort

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Text() if dialect.name == "sqlite" else dialect.type_descriptor(ARRAY(self.soort))

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        lijst = list(value or ())
        return json.dumps(lijst) if dialect.name == "sqlite" else lijst


class _InLijst(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Any:
        """A condition by itself; SQLite would compare it with 1, and then use no index."""
        return self


@compiles(_InLijst)
def _in_array(element: _InLijst, compiler: SQLCompiler, **opties: Any) -> str:
    # Not a subquery, which PostgreSQL may join by reading all rows: this is looked up in an index, key by key.
    kolom, lijst = (compiler.process(deel, **opties) for deel in element.clauses)
    return f"{kolom} = ANY ({lijst})"


@compiles(_InLijst, "sqlite")
def _in_json(element: _InLijst, compiler: SQLCompiler, **opties: Any) -> str:
    kolom, lijst = (compiler.process(deel, **opties) for deel in element.clauses)
    return f"{kolom} IN (SELECT value FROM json_each({lijst}))"
