"""Systems that may call, and the tokens they got."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, or_, select, update

from backoffice.storage.bulk import voeg_een_toe
from backoffice.storage.tabellen import apitoken, systeemclient
from backoffice.toegang.aanmelding import NAAMVORM
from backoffice.toegang.rechten import Bezoeker, Rol


@dataclass(frozen=True, slots=True)
class Systeem:
    """A machine that speaks for an organisation, and the certificate it may come with."""

    client_id: str
    rol: Rol
    organisatie: str
    geheim_hash: bytes
    vingerafdruk: str | None
    certificaatnummer: str | None
    gemaakt_op: datetime
    gemaakt_door: str
    geblokkeerd_op: datetime | None

    @property
    def bezoeker(self) -> Bezoeker:
        """Who this is at the gate; the space keeps its name apart from that of every person."""
        return Bezoeker(f"systeem {self.client_id}", self.rol, self.organisatie)


def maak(
    conn: Connection,
    *,
    client_id: str,
    rol: Rol,
    organisatie: str,
    geheim_hash: bytes,
    vingerafdruk: str | None,
    certificaatnummer: str | None,
    gemaakt_op: datetime,
    gemaakt_door: str,
) -> None:
    """Let a system in; IntegrityError when its name or certificate is known already."""
    voeg_een_toe(
        conn,
        systeemclient,
        client_id=client_id,
        rol=rol.value,
        organisatie=organisatie,
        geheim_hash=geheim_hash,
        vingerafdruk=vingerafdruk,
        certificaatnummer=certificaatnummer,
        gemaakt_op=gemaakt_op,
        gemaakt_door=gemaakt_door,
    )


def zoek(conn: Connection, client_id: str) -> Systeem | None:
    """The system with this name; what cannot be a name (PostgreSQL takes no NUL in a text) is no system's."""
    if not NAAMVORM.fullmatch(client_id):
        return None
    vraag = select(systeemclient).where(systeemclient.c.client_id == client_id)
    return _een(conn.execute(vraag).mappings().one_or_none())


def zoek_certificaat(conn: Connection, vingerafdruk: str, nummer: str | None) -> Systeem | None:
    """The system that this certificate belongs to: by fingerprint, else by number when no fingerprint is fixed."""
    s = systeemclient.c
    vraag = (
        select(systeemclient)
        .where(
            or_(
                s.vingerafdruk == vingerafdruk,
                s.vingerafdruk.is_(None) & s.certificaatnummer.is_not(None) & (s.certificaatnummer == nummer),
            )
        )
        .order_by(s.vingerafdruk.is_(None))
        .limit(1)
    )
    return _een(conn.execute(vraag).mappings().one_or_none())


def lees(conn: Connection) -> list[Systeem]:
    """All systems, by organisation and name."""
    vraag = select(systeemclient).order_by(systeemclient.c.organisatie, systeemclient.c.client_id)
    return [_uit(rij) for rij in conn.execute(vraag).mappings()]


def zet_blokkade(conn: Connection, client_id: str, sinds: datetime | None) -> None:
    """Keep a system out, and end its tokens; or let it in again."""
    conn.execute(update(systeemclient).where(systeemclient.c.client_id == client_id).values(geblokkeerd_op=sinds))
    conn.execute(delete(apitoken).where(apitoken.c.client_id == client_id))


def bewaar_token(
    conn: Connection, token_hash: bytes, client_id: str, *, nu: datetime, verloopt_op: datetime
) -> None:
    """Keep a token that was given out, and clear away those that are over."""
    conn.execute(delete(apitoken).where(apitoken.c.verloopt_op <= nu))
    voeg_een_toe(
        conn, apitoken, token_hash=token_hash, client_id=client_id, gemaakt_op=nu, verloopt_op=verloopt_op
    )


def zoek_token(conn: Connection, token_hash: bytes, nu: datetime) -> Systeem | None:
    """The system that holds a token which is not over."""
    vraag = (
        select(systeemclient)
        .join(apitoken, apitoken.c.client_id == systeemclient.c.client_id)
        .where(apitoken.c.token_hash == token_hash, apitoken.c.verloopt_op > nu)
    )
    return _een(conn.execute(vraag).mappings().one_or_none())


def _een(rij: RowMapping | None) -> Systeem | None:
    return None if rij is None else _uit(rij)


def _uit(rij: RowMapping) -> Systeem:
    velden = {kolom.name: rij[kolom] for kolom in systeemclient.columns}
    return Systeem(**velden | {"rol": Rol(velden["rol"])})
