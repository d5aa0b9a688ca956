"""Accounts: making and blocking them, for who manages; password and codes, for whose it is."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from backoffice import geheimen
from backoffice.fouten import BackofficeError, OnjuisteInhoud
from backoffice.services import aanmelden
from backoffice.services.aanmelden import Aanmeldfout, Aanmelding, Verlopen, leg_vast
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.werkplek import Werkplek
from backoffice.storage import accounts, sessies
from backoffice.storage.accounts import Account as Account
from backoffice.storage.database import lezen
from backoffice.storage.sessies import Sessie
from backoffice.toegang.aanmelding import (
    SYSTEEMROLLEN,
    Stap,
    bezwaar_tegen_naam,
    bezwaar_tegen_organisatie,
)
from backoffice.toegang.rechten import Rol
from backoffice.toegang.wachtwoord import bezwaar_tegen_wachtwoord
from backoffice.versleuteling import Willekeur

_VOORSTEL = "sessie.totp_voorstel"


class Accountfout(BackofficeError):
    """An account cannot be made or changed so."""


class OnjuistAccount(Accountfout, OnjuisteInhoud):
    """Nobody can have such an account, or such a password."""


class Voorstel(NamedTuple):
    """A secret for codes to be set up: as text, and as the address for in a QR code."""

    geheim: str
    adres: str


class EigenAccount(NamedTuple):
    """What somebody sees of her own account: when its open sessions began and were seen last."""

    account: Account
    sessies: list[tuple[datetime, datetime]]


def maak_account(
    werkplek: Werkplek,
    naam: str,
    rol: Rol,
    organisatie: str,
    *,
    nu: datetime,
    wie: str,
    willekeur: Willekeur,
) -> str:
    """Make an account and give its password, to be replaced at the first use; Accountfout when it cannot be."""
    naam = naam.strip().lower()
    organisatie = organisatie.strip()
    keur_account(naam, rol, organisatie)
    wachtwoord = geheimen.eenmalig_wachtwoord(willekeur)
    wachtwoord_hash = geheimen.hash_wachtwoord(wachtwoord)
    try:
        with werkplek.engine.begin() as conn:
            accounts.maak(
                conn,
                naam=naam,
                rol=rol,
                organisatie=organisatie,
                wachtwoord_hash=wachtwoord_hash,
                eenmalig=True,
                gemaakt_op=nu,
                gemaakt_door=wie,
            )
            leg_vast(conn, nu, wie, "account gemaakt", f"account {naam}, {rol} voor {organisatie}")
    except IntegrityError as fout:
        raise Accountfout(
            f"Er is al een account {naam}. Kies een andere naam: elke persoon heeft één account."
        ) from (fout)
    return wachtwoord


def keur_account(naam: str, rol: Rol, organisatie: str) -> None:
    """Raise Accountfout when no person can have such an account."""
    bezwaar = bezwaar_tegen_naam(naam) or bezwaar_tegen_organisatie(rol, organisatie)
    if rol in SYSTEEMROLLEN:
        bezwaar = f"De rol {rol} is voor systemen, niet voor mensen."
    if bezwaar is not None:
        raise OnjuistAccount(bezwaar)


def lijst(werkplek: Werkplek) -> list[Account]:
    """All accounts, by organisation and name."""
    with lezen(werkplek.engine) as conn:
        return accounts.lees(conn)


def een(werkplek: Werkplek, nummer: int) -> Account:
    """The account with this number; NietGevonden."""
    with lezen(werkplek.engine) as conn:
        account = accounts.zoek_nummer(conn, nummer)
    if account is None:
        raise NietGevonden(f"Er is geen account met nummer {nummer}.")
    return account


def blokkeer(werkplek: Werkplek, naam: str, *, nu: datetime, wie: str) -> None:
    """Block an account and end its sessions; NietGevonden, or Accountfout for one's own."""
    if naam == wie:
        raise Accountfout("U kunt uw eigen account niet blokkeren. Laat een andere beheerder dat doen.")
    with werkplek.engine.begin() as conn:
        account = _zoek(conn, naam)
        if account.geblokkeerd_op is None:
            accounts.zet_blokkade(conn, account.id, nu)
            sessies.eindig_alle(conn, account.id)
            leg_vast(conn, nu, wie, "account geblokkeerd", f"account {naam}")


def deblokkeer(werkplek: Werkplek, naam: str, *, nu: datetime, wie: str) -> None:
    """Let a blocked account in again; NietGevonden."""
    with werkplek.engine.begin() as conn:
        account = _zoek(conn, naam)
        if account.geblokkeerd_op is not None:
            accounts.zet_blokkade(conn, account.id, None)
            leg_vast(conn, nu, wie, "account vrijgegeven", f"account {naam}")


def geef_wachtwoord(werkplek: Werkplek, naam: str, *, nu: datetime, wie: str, willekeur: Willekeur) -> str:
    """Give an account another password, to be replaced at the first use, and end its sessions.

    Raises NietGevonden, and Accountfout for an account without a password of its own.
    """
    wachtwoord = geheimen.eenmalig_wachtwoord(willekeur)
    wachtwoord_hash = geheimen.hash_wachtwoord(wachtwoord)
    with werkplek.engine.begin() as conn:
        account = _zoek(conn, naam)
        if account.extern is not None:
            raise Accountfout(f"{naam} meldt zich aan bij de eigen organisatie en heeft hier geen wachtwoord.")
        accounts.zet_wachtwoord(conn, account.id, wachtwoord_hash, eenmalig=True)
        sessies.eindig_alle(conn, account.id)
        leg_vast(conn, nu, wie, "wachtwoord vervangen", f"account {naam}")
    return wachtwoord


def wis_totp(werkplek: Werkplek, naam: str, *, nu: datetime, wie: str) -> None:
    """Take the codes of an account away, for who lost the phone, and end its sessions; NietGevonden.

    Whoever holds the password then sets up new codes: give a new password along with it.
    """
    with werkplek.engine.begin() as conn:
        account = _zoek(conn, naam)
        accounts.zet_totp(conn, account.id, None, None)
        sessies.eindig_alle(conn, account.id)
        leg_vast(conn, nu, wie, "codes gewist", f"account {naam}")


def eigen(werkplek: Werkplek, naam: str, nu: datetime) -> EigenAccount:
    """Somebody's own account; NietGevonden for who has none."""
    with lezen(werkplek.engine) as conn:
        account = _zoek(conn, naam)
        return EigenAccount(account, sessies.lees(conn, account.id, nu))


def kies_wachtwoord(
    werkplek: Werkplek, token: str, nieuw: str, *, nu: datetime, willekeur: Willekeur
) -> Aanmelding:
    """Replace a password that somebody else gave, as a step of signing in; Accountfout when it is weak."""
    with lezen(werkplek.engine) as conn:
        account = aanmelden.onderweg(conn, werkplek, token, nu, Stap.WACHTWOORD).account
    wachtwoord_hash = _keur_en_hash(nieuw, account)
    with werkplek.engine.begin() as conn:
        sessie = aanmelden.onderweg(conn, werkplek, token, nu, Stap.WACHTWOORD)
        return _zet_wachtwoord(conn, werkplek, sessie, wachtwoord_hash, nu=nu, willekeur=willekeur)


def wijzig_wachtwoord(
    werkplek: Werkplek, token: str, oud: str, nieuw: str, *, nu: datetime, willekeur: Willekeur
) -> Aanmelding:
    """Change one's own password; all sessions end, and this one goes on under a new token.

    Raises Aanmeldfout for a wrong old password, Accountfout for a weak new one, Verlopen.
    """
    account = _wie_bewijst(werkplek, token, oud, nu)
    wachtwoord_hash = _keur_en_hash(nieuw, account)
    with werkplek.engine.begin() as conn:
        sessie = _klare_sessie(conn, werkplek, token, nu)
        return _zet_wachtwoord(conn, werkplek, sessie, wachtwoord_hash, nu=nu, willekeur=willekeur)


def stel_totp_voor(werkplek: Werkplek, token: str, *, nu: datetime, willekeur: Willekeur) -> Voorstel:
    """A secret for codes to set up, the same one as long as this session has not used it; Verlopen."""
    with werkplek.engine.begin() as conn:
        sessie = _mag_instellen(conn, werkplek, token, nu)
        if sessie.totp_voorstel is None:
            geheim = geheimen.nieuw_totp(willekeur)
            sessies.zet_voorstel(conn, sessie.token_hash, werkplek.kluis.versleutel_tekst(geheim, _VOORSTEL))
        else:
            geheim = werkplek.kluis.ontsleutel_tekst(sessie.totp_voorstel, _VOORSTEL)
    return Voorstel(geheim, geheimen.totp_adres(geheim, sessie.account.naam))


def bevestig_totp(
    werkplek: Werkplek,
    token: str,
    code: str,
    *,
    nu: datetime,
    willekeur: Willekeur,
    wachtwoord: str | None = None,
) -> Aanmelding:
    """Keep a secret that was set up, once a code of it is seen; all sessions end, and this one goes on.

    Who signed in before gives the password once more, so that a screen left open is not enough. Raises
    Aanmeldfout for a wrong code or password, and Verlopen.
    """
    with lezen(werkplek.engine) as conn:
        al_klaar = _mag_instellen(conn, werkplek, token, nu).klaar
    if al_klaar:
        _wie_bewijst(werkplek, token, wachtwoord or "", nu)
    with werkplek.engine.begin() as conn:
        sessie = _mag_instellen(conn, werkplek, token, nu)
        if sessie.totp_voorstel is None:
            raise Verlopen
        geheim = werkplek.kluis.ontsleutel_tekst(sessie.totp_voorstel, _VOORSTEL)
        stap = geheimen.totp_stap(geheim, code, nu, None)
        if stap is not None:
            aanmelden.bewaar_totp(conn, werkplek, sessie.account, geheim, stap)
            sessies.eindig_alle(conn, sessie.account.id)
            leg_vast(conn, nu, sessie.account.naam, "codes ingesteld", f"account {sessie.account.naam}")
            return aanmelden.ga_verder(conn, werkplek, sessie, code_gezien=True, nu=nu, willekeur=willekeur)
    raise Aanmeldfout(
        "Deze code klopt niet. Controleer of de app dit account toont en typ de code over die er nu staat."
    )


def meld_overal_af(werkplek: Werkplek, naam: str, nu: datetime) -> None:
    """End all sessions of somebody; NietGevonden for who has no account."""
    with werkplek.engine.begin() as conn:
        account = _zoek(conn, naam)
        sessies.eindig_alle(conn, account.id)
        leg_vast(conn, nu, naam, "overal afgemeld")


def _zoek(conn: Connection, naam: str) -> Account:
    account = accounts.zoek(conn, naam)
    if account is None:
        raise NietGevonden(f"Er is geen account {naam}.")
    return account


def _klare_sessie(conn: Connection, werkplek: Werkplek, token: str, nu: datetime) -> Sessie:
    sessie = aanmelden.open_sessie(conn, werkplek, token, nu)
    if not sessie.klaar:
        raise Verlopen
    return sessie


def _mag_instellen(conn: Connection, werkplek: Werkplek, token: str, nu: datetime) -> Sessie:
    """The session of who signed in with a password, or is to set up codes before being let in."""
    sessie = aanmelden.open_sessie(conn, werkplek, token, nu)
    if not sessie.klaar:
        return aanmelden.onderweg(conn, werkplek, token, nu, Stap.INSTELLEN)
    if sessie.account.extern is not None:
        raise Accountfout("U meldt zich aan bij uw eigen organisatie. Daar stelt u ook uw codes in.")
    return sessie


def _wie_bewijst(werkplek: Werkplek, token: str, wachtwoord: str, nu: datetime) -> Account:
    """The account of a session, of which the password is given once more."""
    with werkplek.engine.begin() as conn:
        account = _klare_sessie(conn, werkplek, token, nu).account
        wacht = aanmelden.tel_poging(conn, werkplek, account, "naam", nu)
    if wacht is not None:
        raise aanmelden.te_vaak(wacht, nu)
    klopt = geheimen.wachtwoord_klopt(wachtwoord, account.wachtwoord_hash)
    with werkplek.engine.begin() as conn:
        if klopt:
            aanmelden.vergeet_pogingen(conn, werkplek, account, "naam", nu)
            return account
        leg_vast(conn, nu, account.naam, "wachtwoord afgewezen")
    raise Aanmeldfout("Uw huidige wachtwoord klopt niet. Probeer het opnieuw.")


def _keur_en_hash(wachtwoord: str, account: Account) -> str:
    if bezwaar := bezwaar_tegen_wachtwoord(wachtwoord, account.naam):
        raise OnjuistAccount(bezwaar)
    if geheimen.wachtwoord_klopt(wachtwoord, account.wachtwoord_hash):
        raise OnjuistAccount("Dit is uw huidige wachtwoord. Kies een ander.")
    return geheimen.hash_wachtwoord(wachtwoord)


def _zet_wachtwoord(
    conn: Connection,
    werkplek: Werkplek,
    sessie: Sessie,
    wachtwoord_hash: str,
    *,
    nu: datetime,
    willekeur: Willekeur,
) -> Aanmelding:
    account = sessie.account
    accounts.zet_wachtwoord(conn, account.id, wachtwoord_hash, eenmalig=False)
    sessies.eindig_alle(conn, account.id)
    leg_vast(conn, nu, account.naam, "wachtwoord gewijzigd", f"account {account.naam}")
    return aanmelden.ga_verder(conn, werkplek, sessie, code_gezien=sessie.code_gezien, nu=nu, willekeur=willekeur)
