"""What is asked of who signs in: which steps, how long it lasts, and how long to wait after wrong tries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Final

from backoffice.toegang.rechten import REGIO, SOORT, Organisatiesoort, Rol

NAAMVORM: Final = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")
"""The name of an account or system: small letters only, so that two names never differ in capitals alone."""

HALVERWEGE: Final = timedelta(minutes=10)
"""How long somebody has for the steps after the password."""

VRIJ_PER_NAAM: Final = 5
VRIJ_PER_ADRES: Final = 20
VERGEET_NA: Final = timedelta(days=1)
_EERSTE_WACHT: Final = timedelta(minutes=1)
_LANGSTE_WACHT: Final = timedelta(minutes=15)

_ORGANISATIEVORM: Final = {
    Organisatiesoort.AANBIEDER: (re.compile(r"[0-9]{8}"), "een AGB-code van acht cijfers"),
    Organisatiesoort.GEMEENTE: (re.compile(r"[0-9]{4}"), "een gemeentecode van vier cijfers"),
    Organisatiesoort.REGIO: (re.compile(re.escape(REGIO)), f"'{REGIO}'"),
}
SYSTEEMROLLEN: Final = frozenset({Rol.SYSTEEM_AANBIEDER, Rol.SYSTEEM_GEMEENTE})


class Stap(StrEnum):
    """What somebody who gave the right password has yet to do."""

    CODE = auto()
    WACHTWOORD = auto()
    INSTELLEN = auto()
    KLAAR = auto()


@dataclass(frozen=True, slots=True)
class Aanmeldregels:
    """When a session ends, unused (`stil`) and at most (`hooguit`), and whether each account needs TOTP."""

    stil: timedelta = timedelta(minutes=30)
    hooguit: timedelta = timedelta(hours=10)
    totp_verplicht: bool = True


def volgende_stap(*, heeft_totp: bool, code_gezien: bool, eenmalig: bool, totp_nodig: bool) -> Stap:
    """What comes next: the code, then a password of one's own, then setting up the code."""
    if heeft_totp and not code_gezien:
        return Stap.CODE
    if eenmalig:
        return Stap.WACHTWOORD
    if totp_nodig and not heeft_totp:
        return Stap.INSTELLEN
    return Stap.KLAAR


def wacht_tot(mislukt: int, laatst: datetime, vrij: int) -> datetime | None:
    """Until when nothing is tried after `mislukt` wrong tries; each one more than `vrij` doubles the time."""
    if mislukt < vrij:
        return None
    # Beyond ten doublings it is the longest anyhow.
    keer: int = 2 ** min(mislukt - vrij, 10)
    return laatst + min(_EERSTE_WACHT * keer, _LANGSTE_WACHT)


def bezwaar_tegen_organisatie(rol: Rol, organisatie: str) -> str | None:
    """Why somebody with this role cannot work for this organisation, in Dutch."""
    vorm, verwacht = _ORGANISATIEVORM[SOORT[rol]]
    return None if vorm.fullmatch(organisatie) else f"Bij de rol {rol} hoort als organisatie {verwacht}."


def bezwaar_tegen_naam(naam: str) -> str | None:
    """Why something cannot be the name of an account, in Dutch."""
    if NAAMVORM.fullmatch(naam):
        return None
    return "Een naam heeft 2-64 tekens: kleine letters, cijfers en . _ @ -; hij begint met een letter of cijfer."
