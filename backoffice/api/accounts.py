"""Accounts of people: making and blocking them. A first password is told once, and must be replaced."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Request
from pydantic import Field

from backoffice.api.herhaling import toont_eenmalig
from backoffice.api.vorm import Id, Invoer, Lijst, Vorm, lijst
from backoffice.services import accounts
from backoffice.services.accounts import Account as Bekend
from backoffice.toegang.rechten import Recht, Rol
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/accounts", tags=["accounts en systemen"])

Naam = Annotated[str, Field(min_length=1, max_length=100)]
Organisatie = Annotated[str, Field(pattern=r"^([0-9]{4}|[0-9]{8}|regio)$")]

_GETOOND: Final = (
    "Het wachtwoord is één keer getoond. Is het kwijt? Vraag een nieuw, onder een andere Idempotency-Key."
)


class Account(Vorm):
    """Somebody who may sign in, for an organisation in a role; `extern`: signs in at the own organisation."""

    id: int
    naam: str
    rol: str
    organisatie: str
    extern: bool
    gemaakt_op: datetime
    gemaakt_door: str
    geblokkeerd_op: datetime | None


class NieuwAccount(Invoer):
    """Who gets an account, in which role and for which organisation (AGB-code, gemeentecode or regio)."""

    naam: Naam
    rol: Rol
    organisatie: Organisatie


class EersteWachtwoord(Vorm):
    """A password for one time; whoever sends the same request again reads that it was told before."""

    naam: str
    wachtwoord: str | None
    melding: str | None = None


@router.get("")
@recht(Recht.ACCOUNTS_BEHEREN)
def haal_op(request: Request, hier: Hier) -> Lijst[Account]:
    """De accounts, op organisatie en naam."""
    return lijst(request, Account, [_als_vorm(een) for een in accounts.lijst(hier.werkplek)])


@router.get("/{id}")
@recht(Recht.ACCOUNTS_BEHEREN)
def toon(hier: Hier, id: Id) -> Account:
    """Een account."""
    return _als_vorm(accounts.een(hier.werkplek, id))


@router.post("", status_code=201)
@recht(Recht.ACCOUNTS_BEHEREN)
@toont_eenmalig("wachtwoord", f"Dit account is er al. {_GETOOND}")
def maak(hier: Hier, wie: Wie, nieuw: NieuwAccount) -> EersteWachtwoord:
    """Maak een account; het wachtwoord is voor een keer."""
    wachtwoord = accounts.maak_account(
        hier.werkplek,
        nieuw.naam,
        nieuw.rol,
        nieuw.organisatie,
        nu=hier.nu(),
        wie=wie.naam,
        willekeur=hier.willekeur,
    )
    return EersteWachtwoord(naam=nieuw.naam.strip().lower(), wachtwoord=wachtwoord)


@router.post("/{id}/blokkeren")
@recht(Recht.ACCOUNTS_BEHEREN)
def blokkeer(hier: Hier, wie: Wie, id: Id) -> Account:
    """Laat iemand niet meer binnen."""
    accounts.blokkeer(hier.werkplek, toon(hier, id).naam, nu=hier.nu(), wie=wie.naam)
    return toon(hier, id)


@router.post("/{id}/deblokkeren")
@recht(Recht.ACCOUNTS_BEHEREN)
def deblokkeer(hier: Hier, wie: Wie, id: Id) -> Account:
    """Laat iemand weer binnen."""
    accounts.deblokkeer(hier.werkplek, toon(hier, id).naam, nu=hier.nu(), wie=wie.naam)
    return toon(hier, id)


@router.post("/{id}/wachtwoord")
@recht(Recht.ACCOUNTS_BEHEREN)
@toont_eenmalig("wachtwoord", _GETOOND)
def geef_wachtwoord(hier: Hier, wie: Wie, id: Id) -> EersteWachtwoord:
    """Geef een nieuw wachtwoord voor een keer; wie is aangemeld wordt afgemeld."""
    naam = toon(hier, id).naam
    wachtwoord = accounts.geef_wachtwoord(
        hier.werkplek, naam, nu=hier.nu(), wie=wie.naam, willekeur=hier.willekeur
    )
    return EersteWachtwoord(naam=naam, wachtwoord=wachtwoord)


@router.post("/{id}/codes-wissen")
@recht(Recht.ACCOUNTS_BEHEREN)
def wis_codes(hier: Hier, wie: Wie, id: Id) -> Account:
    """Laat iemand de app met codes opnieuw instellen."""
    accounts.wis_totp(hier.werkplek, toon(hier, id).naam, nu=hier.nu(), wie=wie.naam)
    return toon(hier, id)


def _als_vorm(een: Bekend) -> Account:
    return Account.van(een, rol=een.rol.value, extern=een.extern is not None)
