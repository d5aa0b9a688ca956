"""Runs in pages, newest first; they belong to the whole region."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, select

from backoffice.storage.tabellen import run


def lees_runs(
    conn: Connection, *, aantal: int, na: int | None = None, taak: str | None = None
) -> list[dict[str, Any]]:
    """The latest runs, from before the one with id `na`."""
    vraag = _runs().order_by(run.c.id.desc()).limit(aantal)
    if na is not None:
        vraag = vraag.where(run.c.id < na)
    if taak is not None:
        vraag = vraag.where(run.c.taak == taak)
    return [dict(rij) for rij in conn.execute(vraag).mappings()]


def zoek_run(conn: Connection, nummer: int) -> dict[str, Any] | None:
    """One run; None when there is none."""
    rij = conn.execute(_runs().where(run.c.id == nummer)).mappings().one_or_none()
    return None if rij is None else dict(rij)


def _runs() -> Select[Any]:
    r = run.c
    return select(
        *(r.id, r.taak, r.slot, r.stand, r.wie, r.begonnen_op, r.geeindigd_op, r.pogingen, r.verslag),
    )
