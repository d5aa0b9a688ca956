"""Sessions in the database, found by the hash of what the browser holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from backoffice.storage.accounts import Account, account_uit
from backoffice.storage.bulk import voeg_een_toe
from backoffice.storage.tabellen import account, sessie


@dataclass(frozen=True, slots=True)
class Sessie:
    """A visit of one account; it opens doors once it is `klaar`."""

    token_hash: bytes
    begonnen_op: datetime
    gezien_op: datetime
    verloopt_op: datetime
    code_gezien: bool
    klaar: bool
    totp_voorstel: bytes | None
    account: Account


def maak(
    conn: Connection,
    token_hash: bytes,
    account_id: int,
    *,
    nu: datetime,
    verloopt_op: datetime,
    code_gezien: bool,
    klaar: bool,
) -> None:
    """Begin a session, and clear away those that are over."""
    conn.execute(delete(sessie).where(sessie.c.verloopt_op <= nu))
    voeg_een_toe(
        conn,
        sessie,
        token_hash=token_hash,
        account_id=account_id,
        begonnen_op=nu,
        gezien_op=nu,
        verloopt_op=verloopt_op,
        code_gezien=code_gezien,
        klaar=klaar,
    )


def zoek(conn: Connection, token_hash: bytes) -> Sessie | None:
    """The session with this hash and its account, over or not."""
    vraag = select(sessie, account).join_from(sessie, account).where(sessie.c.token_hash == token_hash)
    rij = conn.execute(vraag).mappings().one_or_none()
    if rij is None:
        return None
    velden = {kolom.name: rij[kolom] for kolom in sessie.columns if kolom.name != "account_id"}
    return Sessie(**velden, account=account_uit(rij))


def lees(conn: Connection, account_id: int, nu: datetime) -> list[tuple[datetime, datetime]]:
    """When the open sessions of an account began and were seen last, newest first."""
    s = sessie.c
    vraag = (
        select(s.begonnen_op, s.gezien_op)
        .where(s.account_id == account_id, s.klaar, s.verloopt_op > nu)
        .order_by(s.begonnen_op.desc())
    )
    return [(begonnen, gezien) for begonnen, gezien in conn.execute(vraag)]


def zet_gezien(conn: Connection, token_hash: bytes, nu: datetime) -> None:
    """Note that a session is in use."""
    conn.execute(update(sessie).where(sessie.c.token_hash == token_hash).values(gezien_op=nu))


def zet_voorstel(conn: Connection, token_hash: bytes, voorstel: bytes) -> None:
    """Keep a secret that is being set up."""
    conn.execute(update(sessie).where(sessie.c.token_hash == token_hash).values(totp_voorstel=voorstel))


def eindig(conn: Connection, token_hash: bytes) -> None:
    """End one session."""
    conn.execute(delete(sessie).where(sessie.c.token_hash == token_hash))


def eindig_alle(conn: Connection, account_id: int) -> None:
    """End every session of an account."""
    conn.execute(delete(sessie).where(sessie.c.account_id == account_id))
