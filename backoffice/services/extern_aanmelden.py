"""Signing in at one's own organisation, that says who it is and in which role; here only the account is kept.

What was asked is remembered by the browser, encrypted: whoever comes back must be who went.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import astuple
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from backoffice import geheimen
from backoffice.fouten import OntsleutelingMislukt
from backoffice.ports.aanmelddienst import Aanmelddienst, Persoon, Vertrek
from backoffice.services import aanmelden
from backoffice.services.aanmelden import Aanmeldfout, Aanmelding, Verlopen, leg_vast
from backoffice.services.accounts import Accountfout, keur_account
from backoffice.services.werkplek import Werkplek
from backoffice.storage import accounts, sessies
from backoffice.storage.accounts import Account
from backoffice.toegang.aanmelding import HALVERWEGE, SYSTEEMROLLEN
from backoffice.toegang.rechten import Rol
from backoffice.versleuteling import Kluis, Willekeur

_DOEL: Final = "aanmelding.vertrek"


class Vertrokken(NamedTuple):
    """Where the browser goes, and what it is to bring back."""

    adres: str
    bewijs: str


class Teruggekomen(NamedTuple):
    """The session that began, and the page that was asked for before."""

    aanmelding: Aanmelding
    terug: str


def begin(
    werkplek: Werkplek,
    dienst: Aanmelddienst,
    terugadres: str,
    *,
    terug: str,
    nu: datetime,
    willekeur: Willekeur,
) -> Vertrokken:
    """Send somebody to the organisation; raises Aanmelddienstfout."""
    vertrek = dienst.vertrek(terugadres, willekeur)
    inhoud = json.dumps([*astuple(vertrek), terug, (nu + HALVERWEGE).isoformat()])
    bewijs = base64.urlsafe_b64encode(werkplek.kluis.versleutel_tekst(inhoud, _DOEL)).decode()
    return Vertrokken(vertrek.adres, bewijs)


def rond_af(
    werkplek: Werkplek,
    dienst: Aanmelddienst,
    adres: str,
    bewijs: str,
    terugadres: str,
    *,
    nu: datetime,
    willekeur: Willekeur,
    vorige: str | None = None,
) -> Teruggekomen:
    """Begin a session for who came back; a session that this browser still held ends.

    Raises Aanmelddienstfout, Verlopen when nobody left from this browser, Aanmeldfout for who has no role here.
    """
    vertrek, terug = _lees(werkplek.kluis, bewijs, nu)
    persoon = dienst.terugkomst(adres, vertrek, terugadres, nu)
    naam, rol = persoon.naam.strip().lower(), _rol(persoon)
    try:
        keur_account(naam, rol, persoon.organisatie)
        with werkplek.engine.begin() as conn:
            account = _account(conn, persoon, naam, rol, nu)
            if vorige is not None:
                sessies.eindig(conn, geheimen.hash_token(vorige))
            aanmelding = aanmelden.begin_sessie(
                conn, werkplek, account, code_gezien=True, nu=nu, willekeur=willekeur
            )
    except Accountfout as fout:
        raise Aanmeldfout(f"Uw organisatie gaf iets door wat hier niet past. {fout} Vraag uw beheerder.") from fout
    except IntegrityError as fout:
        raise Aanmeldfout(
            f"Er is hier al een ander account {naam}. Vraag uw beheerder om een andere naam."
        ) from fout
    return Teruggekomen(aanmelding, terug)


def _lees(kluis: Kluis, bewijs: str, nu: datetime) -> tuple[Vertrek, str]:
    try:
        inhoud = kluis.ontsleutel_tekst(base64.b64decode(bewijs, altchars=b"-_", validate=True), _DOEL)
    except (binascii.Error, ValueError, OntsleutelingMislukt) as fout:
        raise Verlopen from fout
    *vertrek, terug, tot = json.loads(inhoud)
    if nu >= datetime.fromisoformat(tot):
        raise Verlopen
    return Vertrek(*vertrek), terug


def _rol(persoon: Persoon) -> Rol:
    """The one role here among what the organisation calls the roles of somebody."""
    rollen = {Rol(rol) for rol in persoon.rollen if rol in set(Rol) - SYSTEEMROLLEN}
    if len(rollen) != 1:
        waarom = "geen rol" if not rollen else "meer dan één rol"
        raise Aanmeldfout(
            f"Uw organisatie geeft u {waarom} in dit portaal, dus wij kunnen u niet binnenlaten. "
            "Vraag uw beheerder om één rol."
        )
    return rollen.pop()


def _account(conn: Connection, persoon: Persoon, naam: str, rol: Rol, nu: datetime) -> Account:
    """The account of who was vouched for, made at the first visit, with the role that holds now."""
    account = accounts.zoek_extern(conn, persoon.extern)
    if account is None:
        accounts.maak(
            conn,
            naam=naam,
            rol=rol,
            organisatie=persoon.organisatie,
            wachtwoord_hash=None,
            eenmalig=False,
            extern=persoon.extern,
            gemaakt_op=nu,
            gemaakt_door=naam,
        )
        leg_vast(conn, nu, naam, "account gemaakt", f"account {naam}, {rol} voor {persoon.organisatie}")
    elif account.geblokkeerd_op is not None:
        raise Aanmeldfout("Uw account is geblokkeerd. Vraag uw beheerder.")
    elif (account.rol, account.organisatie) != (rol, persoon.organisatie):
        accounts.zet_rol(conn, account.id, rol, persoon.organisatie)
        sessies.eindig_alle(conn, account.id)
        leg_vast(
            conn, nu, account.naam, "rol gewijzigd", f"account {account.naam}, {rol} voor {persoon.organisatie}"
        )
    gevonden = accounts.zoek_extern(conn, persoon.extern)
    assert gevonden is not None
    return gevonden
