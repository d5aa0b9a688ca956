"""Accounts in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, or_, select, update

from backoffice.storage.bulk import voeg_een_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import account
from backoffice.toegang.aanmelding import NAAMVORM
from backoffice.toegang.rechten import Bezoeker, Rol


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in; `eenmalig`: the password is to be replaced, `totp_stap`: of the last code used."""

    id: int
    naam: str
    rol: Rol
    organisatie: str
    wachtwoord_hash: str | None
    eenmalig: bool
    totp_geheim: bytes | None
    totp_stap: int | None
    demo: bool
    extern: str | None
    gemaakt_op: datetime
    gemaakt_door: str
    geblokkeerd_op: datetime | None

    @property
    def bezoeker(self) -> Bezoeker:
        """Who this is at the gate."""
        return Bezoeker(self.naam, self.rol, self.organisatie)


def account_uit(rij: RowMapping) -> Account:
    """An account from a row of the table."""
    velden = {kolom.name: rij[kolom] for kolom in account.columns}
    return Account(**velden | {"rol": Rol(rij[account.c.rol])})


def maak(
    conn: Connection,
    *,
    naam: str,
    rol: Rol,
    organisatie: str,
    wachtwoord_hash: str | None,
    eenmalig: bool,
    extern: str | None = None,
    demo: bool = False,
    gemaakt_op: datetime,
    gemaakt_door: str,
) -> int:
    """Make an account and give its id; IntegrityError when the name is taken."""
    nummer = reserveer_ids(conn, account)
    voeg_een_toe(
        conn,
        account,
        id=nummer,
        naam=naam,
        rol=rol.value,
        organisatie=organisatie,
        wachtwoord_hash=wachtwoord_hash,
        eenmalig=eenmalig,
        extern=extern,
        demo=demo,
        gemaakt_op=gemaakt_op,
        gemaakt_door=gemaakt_door,
    )
    return nummer


def zoek(conn: Connection, naam: str) -> Account | None:
    """The account with this name; what cannot be a name (PostgreSQL takes no NUL in a text) is nobody's."""
    if not NAAMVORM.fullmatch(naam):
        return None
    rij = conn.execute(select(account).where(account.c.naam == naam)).mappings().one_or_none()
    return None if rij is None else account_uit(rij)


def zoek_nummer(conn: Connection, nummer: int) -> Account | None:
    """The account with this id."""
    rij = conn.execute(select(account).where(account.c.id == nummer)).mappings().one_or_none()
    return None if rij is None else account_uit(rij)


def zoek_extern(conn: Connection, extern: str) -> Account | None:
    """The account of somebody for whom another organisation vouches."""
    rij = conn.execute(select(account).where(account.c.extern == extern)).mappings().one_or_none()
    return None if rij is None else account_uit(rij)


def lees(conn: Connection) -> list[Account]:
    """All accounts, by organisation and name."""
    vraag = select(account).order_by(account.c.organisatie, account.c.naam)
    return [account_uit(rij) for rij in conn.execute(vraag).mappings()]


def zet_wachtwoord(conn: Connection, nummer: int, wachtwoord_hash: str, *, eenmalig: bool) -> None:
    """Give an account another password."""
    _zet(conn, nummer, wachtwoord_hash=wachtwoord_hash, eenmalig=eenmalig)


def zet_totp(conn: Connection, nummer: int, geheim: bytes | None, stap: int | None) -> None:
    """Give an account another secret for codes, of which the code of this step was used; None takes it away."""
    _zet(conn, nummer, totp_geheim=geheim, totp_stap=stap)


def zet_rol(conn: Connection, nummer: int, rol: Rol, organisatie: str) -> None:
    """Note what the organisation that vouches says of somebody now."""
    _zet(conn, nummer, rol=rol.value, organisatie=organisatie)


def zet_blokkade(conn: Connection, nummer: int, sinds: datetime | None) -> None:
    """Block an account, or let it in again."""
    _zet(conn, nummer, geblokkeerd_op=sinds)


def gebruik_code(conn: Connection, nummer: int, stap: int) -> bool:
    """Use up the code of a step; whether it was unused, also when two processes try at once."""
    a = account.c
    wijziging = (
        update(account)
        .where(a.id == nummer, or_(a.totp_stap.is_(None), a.totp_stap < stap))
        .values(totp_stap=stap)
    )
    return conn.execute(wijziging).rowcount == 1


def _zet(conn: Connection, nummer: int, **waarden: object) -> None:
    conn.execute(update(account).where(account.c.id == nummer).values(**waarden))
