"""Signing in: password, code, and the session that comes of it, which opens nothing until all steps are done.

Whoever tries wrong learns only that it was wrong: whether a name exists shows neither in words nor in time.
"""

from __future__ import annotations

import math
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection

from backoffice import geheimen
from backoffice.fouten import BackofficeError, DatabaseFout
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.storage import accounts, audit, inlogpogingen, sessies
from backoffice.storage.accounts import Account
from backoffice.storage.database import lezen, zonder_wachten
from backoffice.storage.sessies import Sessie
from backoffice.toegang.aanmelding import (
    HALVERWEGE,
    VRIJ_PER_ADRES,
    VRIJ_PER_NAAM,
    Stap,
    volgende_stap,
)
from backoffice.toegang.rechten import Bezoeker
from backoffice.versleuteling import Kluis, Willekeur

_MERK_ELKE: Final = timedelta(minutes=1)
_TOTP: Final = "account.totp_geheim"


class Aanmeldfout(BackofficeError):
    """Signing in did not succeed; the message says what the visitor may know."""


class TeVaak(Aanmeldfout):
    """Too many tries that were wrong; after `wacht` seconds there may be another."""

    def __init__(self, melding: str, wacht: int) -> None:
        super().__init__(melding)
        self.wacht = wacht


class Verlopen(BackofficeError):
    """There is no session to go on with: it is over, or was never begun."""

    def __init__(self) -> None:
        super().__init__("Uw aanmelding is verlopen. Meld u opnieuw aan.")


class Aanmelding(NamedTuple):
    """What the browser is to hold from now on, and what comes next."""

    token: str
    stap: Stap


def meld_aan(
    werkplek: Werkplek,
    naam: str,
    wachtwoord: str,
    *,
    adres: str,
    nu: datetime,
    willekeur: Willekeur,
    vorige: str | None = None,
) -> Aanmelding:
    """Begin a session with a password; one that this browser still held (`vorige`) ends.

    Raises Aanmeldfout for a wrong name or password, for a blocked account, and after too many tries.
    """
    naam = naam.strip().lower()
    sleutels = _sleutel(werkplek.kluis, "adres", adres), _sleutel(werkplek.kluis, "naam", naam)
    with werkplek.engine.begin() as conn:
        wacht = inlogpogingen.tel(conn, sleutels[0], nu, VRIJ_PER_ADRES) or inlogpogingen.tel(
            conn, sleutels[1], nu, VRIJ_PER_NAAM
        )
        account = accounts.zoek(conn, naam)
    if wacht is not None:
        raise te_vaak(wacht, nu)
    bewaard = None if account is None else account.wachtwoord_hash
    # Outside a transaction: it takes long on purpose, and nobody else should wait for it.
    klopt = geheimen.wachtwoord_klopt(wachtwoord, bewaard)
    with werkplek.engine.begin() as conn:
        account = accounts.zoek(conn, naam)
        if account is not None and klopt and not account.geblokkeerd_op and account.wachtwoord_hash == bewaard:
            inlogpogingen.trek_terug(conn, sleutels[0])
            inlogpogingen.vergeet(conn, sleutels[1], nu)
            if vorige is not None:
                sessies.eindig(conn, geheimen.hash_token(vorige))
            return begin_sessie(conn, werkplek, account, code_gezien=False, nu=nu, willekeur=willekeur)
        leg_vast(conn, nu, "onbekend" if account is None else naam, "aanmelden mislukt")
    raise Aanmeldfout(
        "Deze naam en dit wachtwoord horen niet bij elkaar, of het account is geblokkeerd. Probeer het opnieuw, "
        "of vraag uw beheerder om een nieuw wachtwoord."
    )


def geef_code(werkplek: Werkplek, token: str, code: str, *, nu: datetime, willekeur: Willekeur) -> Aanmelding:
    """Go on with the code that the app shows; raises Aanmeldfout for a wrong or used code, and Verlopen."""
    with werkplek.engine.begin() as conn:
        sessie = onderweg(conn, werkplek, token, nu, Stap.CODE)
        wacht = tel_poging(conn, werkplek, sessie.account, "code", nu)
        if wacht is None:
            if gebruik_code(conn, werkplek, sessie.account, code, nu):
                vergeet_pogingen(conn, werkplek, sessie.account, "code", nu)
                return ga_verder(conn, werkplek, sessie, code_gezien=True, nu=nu, willekeur=willekeur)
            leg_vast(conn, nu, sessie.account.naam, "code afgewezen")
    if wacht is not None:
        raise te_vaak(wacht, nu)
    raise Aanmeldfout(
        "Deze code klopt niet of is al gebruikt. Wacht tot de app een nieuwe code toont en typ die over. "
        "Blijft het misgaan, kijk dan of de klok van uw telefoon goed staat."
    )


def gebruik_code(conn: Connection, werkplek: Werkplek, account: Account, code: str, nu: datetime) -> bool:
    """Whether a code is right and unused; from now on it is used."""
    if account.totp_geheim is None:
        return False
    geheim = werkplek.kluis.ontsleutel_tekst(account.totp_geheim, _TOTP)
    stap = geheimen.totp_stap(geheim, code, nu, account.totp_stap)
    return stap is not None and accounts.gebruik_code(conn, account.id, stap)


def bewaar_totp(conn: Connection, werkplek: Werkplek, account: Account, geheim: str, stap: int) -> None:
    """Keep a secret for codes, of which the code of this step was seen."""
    accounts.zet_totp(conn, account.id, werkplek.kluis.versleutel_tekst(geheim, _TOTP), stap)


def begin_sessie(
    conn: Connection,
    werkplek: Werkplek,
    account: Account,
    *,
    code_gezien: bool,
    nu: datetime,
    willekeur: Willekeur,
) -> Aanmelding:
    """A new session under a new token, as far as this account is now."""
    stap = _wat_rest(werkplek, account, code_gezien=code_gezien)
    klaar = stap is Stap.KLAAR
    token = geheimen.nieuw_token(willekeur)
    verloopt_op = nu + (werkplek.instellingen.aanmelden.hooguit if klaar else HALVERWEGE)
    sessies.maak(
        conn, token.hash, account.id, nu=nu, verloopt_op=verloopt_op, code_gezien=code_gezien, klaar=klaar
    )
    if klaar:
        leg_vast(conn, nu, account.naam, "aangemeld")
    return Aanmelding(token.tekst, stap)


def ga_verder(
    conn: Connection, werkplek: Werkplek, sessie: Sessie, *, code_gezien: bool, nu: datetime, willekeur: Willekeur
) -> Aanmelding:
    """Replace a session after a step was done; what the browser held before is worth nothing any more."""
    account = accounts.zoek(conn, sessie.account.naam)
    if account is None or account.geblokkeerd_op:
        raise Verlopen
    sessies.eindig(conn, sessie.token_hash)
    return begin_sessie(conn, werkplek, account, code_gezien=code_gezien, nu=nu, willekeur=willekeur)


def _wat_rest(werkplek: Werkplek, account: Account, *, code_gezien: bool) -> Stap:
    verplicht = werkplek.instellingen.aanmelden.totp_verplicht
    return volgende_stap(
        heeft_totp=account.totp_geheim is not None,
        code_gezien=code_gezien,
        eenmalig=account.eenmalig,
        totp_nodig=verplicht and not account.demo and account.extern is None,
    )


def open_sessie(conn: Connection, werkplek: Werkplek, token: str, nu: datetime) -> Sessie:
    """The session of a token, done or under way; Verlopen when it is over or its account is blocked."""
    sessie = sessies.zoek(conn, geheimen.hash_token(token))
    stil = werkplek.instellingen.aanmelden.stil
    if (
        sessie is None
        or nu >= sessie.verloopt_op
        or nu - sessie.gezien_op >= stil
        or sessie.account.geblokkeerd_op is not None
    ):
        raise Verlopen
    return sessie


def onderweg(conn: Connection, werkplek: Werkplek, token: str, nu: datetime, stap: Stap) -> Sessie:
    """The session of a token that is at this step."""
    sessie = open_sessie(conn, werkplek, token, nu)
    if _stap(werkplek, sessie) is not stap:
        raise Verlopen
    return sessie


def stap_bij(werkplek: Werkplek, token: str, nu: datetime) -> Stap:
    """At which step the session of a token is; Verlopen when there is none."""
    with lezen(werkplek.engine) as conn:
        sessie = open_sessie(conn, werkplek, token, nu)
    return _stap(werkplek, sessie)


def _stap(werkplek: Werkplek, sessie: Sessie) -> Stap:
    if sessie.klaar:
        return Stap.KLAAR
    return _wat_rest(werkplek, sessie.account, code_gezien=sessie.code_gezien)


def herken(werkplek: Werkplek, token: str, nu: datetime) -> Bezoeker | None:
    """Who holds this token; None when nobody does any more, or not all steps were done."""
    with lezen(werkplek.engine) as conn:
        try:
            sessie = open_sessie(conn, werkplek, token, nu)
        except Verlopen:
            return None
    if not sessie.klaar:
        return None
    # A minute more or less does not matter, and saves a write per page; while a large message is written the
    # next page may do it.
    if nu - sessie.gezien_op >= _MERK_ELKE:
        with suppress(DatabaseFout), zonder_wachten(werkplek.engine) as conn:
            sessies.zet_gezien(conn, sessie.token_hash, nu)
    return sessie.account.bezoeker


def meld_af(werkplek: Werkplek, token: str, nu: datetime) -> None:
    """End the session of a token, if there is one."""
    with werkplek.engine.begin() as conn:
        sessie = sessies.zoek(conn, geheimen.hash_token(token))
        if sessie is not None:
            sessies.eindig(conn, sessie.token_hash)
            leg_vast(conn, nu, sessie.account.naam, "afgemeld")


def tel_poging(conn: Connection, werkplek: Werkplek, account: Account, wat: str, nu: datetime) -> datetime | None:
    """Count a try of somebody who is known already; gives until when to wait."""
    return inlogpogingen.tel(conn, _sleutel(werkplek.kluis, wat, account.naam), nu, VRIJ_PER_NAAM)


def vergeet_pogingen(conn: Connection, werkplek: Werkplek, account: Account, wat: str, nu: datetime) -> None:
    """Start counting again after a right try."""
    inlogpogingen.vergeet(conn, _sleutel(werkplek.kluis, wat, account.naam), nu)


def leg_vast(conn: Connection, nu: datetime, wie: str, handeling: str, doel: str = "aanmelden") -> None:
    """Keep in the audit log who signed in, tried to, or changed an account."""
    audit.leg_zonder_client_vast(conn, tijdstip=nu, wie=wie, handeling=handeling, doel=doel)


def _sleutel(kluis: Kluis, soort: str, waarde: str) -> bytes:
    return kluis.inhoud_hash(f"{soort} {waarde}".encode("utf-8", "surrogatepass"))


def te_vaak(wacht: datetime, nu: datetime) -> TeVaak:
    # Up to the minute that is over by then.
    tijd = (wacht + timedelta(seconds=59)).astimezone(AMSTERDAM)
    return TeVaak(
        f"Er is te vaak iets verkeerds ingevuld. Wacht tot {tijd:%H:%M} uur en probeer het opnieuw.",
        math.ceil((wacht - nu).total_seconds()),
    )
