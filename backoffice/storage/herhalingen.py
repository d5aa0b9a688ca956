"""Requests of machines that may come again, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backoffice.storage.tabellen import herhaling
from backoffice.versleuteling import Kluis

_ANTWOORD = "herhaling.antwoord"


@dataclass(frozen=True, slots=True)
class Herhaling:
    """A request that came before; `antwoord` is None while it is being carried out."""

    vingerafdruk: bytes
    antwoord: bytes | None


def begin(conn: Connection, client: str, sleutel: str, vingerafdruk: bytes, nu: datetime) -> bool:
    """Claim a key of a client; False when it is claimed already."""
    voeg_in = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    rij = {"client": client, "sleutel": sleutel, "vingerafdruk": vingerafdruk, "begonnen_op": nu}
    nieuw = voeg_in(herhaling).on_conflict_do_nothing().returning(herhaling.c.sleutel)
    return conn.execute(nieuw, rij).first() is not None


def zoek(conn: Connection, kluis: Kluis, client: str, sleutel: str) -> Herhaling | None:
    """What is known under a key of a client."""
    h = herhaling.c
    vraag = select(h.vingerafdruk, h.antwoord).where(h.client == client, h.sleutel == sleutel)
    rij = conn.execute(vraag).one_or_none()
    if rij is None:
        return None
    return Herhaling(rij[0], None if rij[1] is None else kluis.ontsleutel(rij[1], _ANTWOORD))


def bewaar(conn: Connection, kluis: Kluis, client: str, sleutel: str, antwoord: bytes) -> None:
    """Keep what a request was answered."""
    h = herhaling.c
    conn.execute(
        update(herhaling)
        .where(h.client == client, h.sleutel == sleutel)
        .values(antwoord=kluis.versleutel(antwoord, _ANTWOORD))
    )


def laat_los(conn: Connection, client: str, sleutel: str) -> None:
    """Free a key whose request changed nothing."""
    conn.execute(delete(herhaling).where(herhaling.c.client == client, herhaling.c.sleutel == sleutel))


def ruim_op(conn: Connection, bewaard_voor: datetime, verlaten_voor: datetime) -> None:
    """Forget what began before a moment, and sooner what was never finished."""
    h = herhaling.c
    conn.execute(delete(herhaling).where(h.begonnen_op < bewaard_voor))
    conn.execute(delete(herhaling).where(h.begonnen_op < verlaten_voor, h.antwoord.is_(None)))
