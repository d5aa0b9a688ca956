"""How much waits for a decision; what somebody made alone waits for somebody else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, FromClause, func, literal, select

from backoffice.storage.tabellen import (
    betaalrekening,
    betaalvoorstel,
    contract_besluit,
    contract_voorstel,
    run,
)
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik


def tel_goed_te_keuren(conn: Connection, bereik: Bereik, naam: str) -> int:
    """The proposals to pay that somebody else made and nobody decided on."""
    v = betaalvoorstel.c
    return _tel(conn, betaalvoorstel, v.besluit.is_(None), v.gemaakt_door != naam, _van(bereik))


def tel_te_verzenden(conn: Connection, bereik: Bereik) -> int:
    """The proposals that were approved and have no file yet."""
    v = betaalvoorstel.c
    return _tel(conn, betaalvoorstel, v.besluit == "goedgekeurd", v.geexporteerd_op.is_(None), _van(bereik))


def tel_rekeningen(conn: Connection, bereik: Bereik, naam: str) -> int:
    """The accounts that somebody else proposed and nobody decided on."""
    r = betaalrekening.c
    eigen = binnen(bereik, aanbieder=r.partij, gemeente=r.partij)
    return _tel(conn, betaalrekening, r.besloten_door.is_(None), r.voorgesteld_door != naam, eigen)


def tel_contractvoorstellen(conn: Connection, naam: str) -> int:
    """The changes of contracts that somebody else proposed and nobody decided on."""
    v = contract_voorstel.c
    besloten = select(contract_besluit.c.voorstel_id).where(contract_besluit.c.voorstel_id == v.id).exists()
    return _tel(conn, contract_voorstel, ~besloten, func.lower(v.voorgesteld_door) != naam.lower())


def tel_runs(conn: Connection, sinds: datetime) -> int:
    """The runs since a moment that failed, stopped or could not do everything."""
    r = run.c
    return _tel(conn, run, r.begonnen_op >= sinds, r.stand.in_(("onvolledig", "gestopt", "mislukt")))


def _van(bereik: Bereik) -> ColumnElement[bool]:
    return binnen(bereik, aanbieder=literal(""), gemeente=betaalvoorstel.c.gemeente)


def _tel(conn: Connection, tabel: FromClause, *waar: ColumnElement[bool]) -> int:
    return conn.execute(select(func.count()).select_from(tabel).where(*waar)).scalar_one()
