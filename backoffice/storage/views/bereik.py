"""The one place where whose data it is becomes a condition in a query."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true

from backoffice.toegang.rechten import Bereik


def binnen(
    bereik: Bereik,
    *,
    aanbieder: ColumnElement[Any] | Collection[ColumnElement[Any]],
    gemeente: ColumnElement[Any] | Collection[ColumnElement[Any]],
) -> ColumnElement[bool]:
    """The rows whose aanbieder and gemeente a visitor may see; of several columns one must fit."""
    voorwaarden = [
        or_(*(kolom == code for kolom in _kolommen(kolommen)))
        for kolommen, code in ((aanbieder, bereik.aanbieder), (gemeente, bereik.gemeente))
        if code is not None
    ]
    return and_(true(), *voorwaarden)


def _kolommen(kolommen: ColumnElement[Any] | Collection[ColumnElement[Any]]) -> Collection[ColumnElement[Any]]:
    return (kolommen,) if isinstance(kolommen, ColumnElement) else kolommen
