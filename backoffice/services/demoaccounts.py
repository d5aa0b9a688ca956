"""Accounts of a demo: one per role with a password that everybody may know, so never beside real data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final, NamedTuple

from backoffice import geheimen
from backoffice.services.accounts import Accountfout
from backoffice.services.werkplek import Werkplek
from backoffice.storage import accounts, demostand
from backoffice.storage.database import lezen
from backoffice.toegang.aanmelding import SYSTEEMROLLEN
from backoffice.toegang.rechten import REGIO, SOORT, Organisatiesoort, Rol

WACHTWOORD: Final = "proef-portaal-jeugd"
_MET_TWEE: Final = frozenset({Rol.CONTROLLER, Rol.CONTRACTMANAGER, Rol.FINANCIEEL})
"""Roles in which one proposes and another approves."""


class Login(NamedTuple):
    """Somebody as whom one can look around."""

    naam: str
    rol: Rol
    organisatie: str


def zorg_voor_demo(werkplek: Werkplek, laad: Callable[[], None], nu: datetime) -> list[Login]:
    """Load the demo into an empty database and make its accounts; gives the logins, also of a demo made before.

    Raises Accountfout for a database that somebody works with: a known password would open it.
    """
    with lezen(werkplek.engine) as conn:
        leeg = demostand.is_leeg(conn)
        logins = [Login(een.naam, een.rol, een.organisatie) for een in accounts.lees(conn) if een.demo]
    if logins:
        return logins
    if not leeg:
        raise Accountfout(
            "Deze database is niet leeg en niet door de demo gemaakt. Een demo heeft wachtwoorden die iedereen "
            "kent. Wijs met --database een nieuwe database aan."
        )
    laad()
    return _maak(werkplek, nu)


def _maak(werkplek: Werkplek, nu: datetime) -> list[Login]:
    wachtwoord_hash = geheimen.hash_wachtwoord(WACHTWOORD)
    with werkplek.engine.begin() as conn:
        partijen = demostand.drukste_partijen(conn)
        if partijen is None:
            raise Accountfout("De demo is niet geladen: er zijn geen declaraties. Kijk hierboven wat er misging.")
        van = dict(zip((Organisatiesoort.AANBIEDER, Organisatiesoort.GEMEENTE), partijen, strict=True))
        logins = [
            Login(naam, rol, van.get(SOORT[rol], REGIO))
            for rol in Rol
            if rol not in SYSTEEMROLLEN
            for naam in ([rol.value, f"{rol.value}-2"] if rol in _MET_TWEE else [rol.value])
        ]
        for login in logins:
            accounts.maak(
                conn,
                naam=login.naam,
                rol=login.rol,
                organisatie=login.organisatie,
                wachtwoord_hash=wachtwoord_hash,
                eenmalig=False,
                demo=True,
                gemaakt_op=nu,
                gemaakt_door="demo",
            )
    return logins
