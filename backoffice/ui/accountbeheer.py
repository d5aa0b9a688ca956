"""Who may sign in and which systems may call, for who manages that; a password or secret is shown once."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from backoffice.services import accounts, systeemtoegang
from backoffice.services.accounts import Accountfout
from backoffice.toegang.aanmelding import SYSTEEMROLLEN
from backoffice.toegang.rechten import REGIO, Recht, Rol
from backoffice.ui.aanmelden import Veld
from backoffice.ui.rolnaam import ROLNAMEN
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/beheer")

Rolveld = Annotated[Rol, Form()]
_ROLLEN: Final = tuple((rol.value, naam) for rol, naam in ROLNAMEN.items() if rol not in SYSTEEMROLLEN)
_SYSTEEMROLLEN: Final = tuple((rol.value, naam) for rol, naam in ROLNAMEN.items() if rol in SYSTEEMROLLEN)
_LEEG: Final = {"naam": "", "rol": "", "organisatie": "", "vingerafdruk": "", "certificaatnummer": ""}


@router.get("/accounts")
@recht(Recht.ACCOUNTS_BEHEREN)
def lijst(request: Request, hier: Hier) -> Response:
    """All accounts and systems."""
    return toon(
        request,
        "accountbeheer/lijst.html",
        accounts=accounts.lijst(hier.werkplek),
        systemen=systeemtoegang.lijst(hier.werkplek),
        rolnamen=ROLNAMEN,
    )


@router.get("/accounts/nieuw")
@recht(Recht.ACCOUNTS_BEHEREN)
def vraag_account(request: Request) -> Response:
    """The form for a new account."""
    return toon(request, "accountbeheer/nieuw.html", rollen=_ROLLEN, ingevuld=_LEEG, melding=None)


@router.post("/accounts/nieuw")
@recht(Recht.ACCOUNTS_BEHEREN)
def maak_account(
    request: Request, hier: Hier, wie: Wie, naam: Veld, rol: Rolveld, organisatie: Veld = ""
) -> Response:
    """Make an account, and show its first password."""
    organisatie = organisatie or REGIO
    try:
        wachtwoord = accounts.maak_account(
            hier.werkplek, naam, rol, organisatie, nu=hier.nu(), wie=wie.naam, willekeur=hier.willekeur
        )
    except Accountfout as fout:
        ingevuld = _LEEG | {"naam": naam, "rol": rol.value, "organisatie": organisatie}
        return toon(
            request,
            "accountbeheer/nieuw.html",
            status=422,
            rollen=_ROLLEN,
            ingevuld=ingevuld,
            melding=str(fout),
        )
    return _toon_geheim(request, naam.strip().lower(), wachtwoord, "wachtwoord")


@router.get("/accounts/{nummer}")
@recht(Recht.ACCOUNTS_BEHEREN)
def een(request: Request, hier: Hier, nummer: int) -> Response:
    """One account and what can be done with it."""
    account = accounts.een(hier.werkplek, nummer)
    return toon(request, "accountbeheer/account.html", account=account, rol=ROLNAMEN[account.rol])


@router.post("/accounts/{nummer}/blokkeer")
@recht(Recht.ACCOUNTS_BEHEREN)
def blokkeer(hier: Hier, wie: Wie, nummer: int) -> Response:
    """Let somebody in no more."""
    accounts.blokkeer(hier.werkplek, accounts.een(hier.werkplek, nummer).naam, nu=hier.nu(), wie=wie.naam)
    return _terug(nummer)


@router.post("/accounts/{nummer}/deblokkeer")
@recht(Recht.ACCOUNTS_BEHEREN)
def deblokkeer(hier: Hier, wie: Wie, nummer: int) -> Response:
    """Let somebody in again."""
    accounts.deblokkeer(hier.werkplek, accounts.een(hier.werkplek, nummer).naam, nu=hier.nu(), wie=wie.naam)
    return _terug(nummer)


@router.post("/accounts/{nummer}/wachtwoord")
@recht(Recht.ACCOUNTS_BEHEREN)
def geef_wachtwoord(request: Request, hier: Hier, wie: Wie, nummer: int) -> Response:
    """Give somebody another first password, and show it."""
    naam = accounts.een(hier.werkplek, nummer).naam
    wachtwoord = accounts.geef_wachtwoord(
        hier.werkplek, naam, nu=hier.nu(), wie=wie.naam, willekeur=hier.willekeur
    )
    return _toon_geheim(request, naam, wachtwoord, "wachtwoord")


@router.post("/accounts/{nummer}/codes")
@recht(Recht.ACCOUNTS_BEHEREN)
def wis_codes(hier: Hier, wie: Wie, nummer: int) -> Response:
    """Have somebody set up the app with codes again."""
    accounts.wis_totp(hier.werkplek, accounts.een(hier.werkplek, nummer).naam, nu=hier.nu(), wie=wie.naam)
    return _terug(nummer)


@router.get("/systemen/nieuw")
@recht(Recht.ACCOUNTS_BEHEREN)
def vraag_systeem(request: Request) -> Response:
    """The form for a system."""
    return toon(request, "accountbeheer/nieuw_systeem.html", rollen=_SYSTEEMROLLEN, ingevuld=_LEEG, melding=None)


@router.post("/systemen/nieuw")
@recht(Recht.ACCOUNTS_BEHEREN)
def maak_systeem(
    request: Request,
    hier: Hier,
    wie: Wie,
    naam: Veld,
    rol: Rolveld,
    organisatie: Veld,
    vingerafdruk: Veld = "",
    certificaatnummer: Veld = "",
) -> Response:
    """Let a system in, and show its secret."""
    try:
        geheim = systeemtoegang.maak_systeem(
            hier.werkplek,
            naam,
            rol,
            organisatie,
            vingerafdruk=vingerafdruk,
            certificaatnummer=certificaatnummer,
            nu=hier.nu(),
            wie=wie.naam,
            willekeur=hier.willekeur,
        )
    except Accountfout as fout:
        ingevuld = {
            "naam": naam,
            "rol": rol.value,
            "organisatie": organisatie,
            "vingerafdruk": vingerafdruk,
            "certificaatnummer": certificaatnummer,
        }
        return toon(
            request,
            "accountbeheer/nieuw_systeem.html",
            status=422,
            rollen=_SYSTEEMROLLEN,
            ingevuld=ingevuld,
            melding=str(fout),
        )
    return _toon_geheim(request, naam.strip().lower(), geheim, "geheim")


@router.post("/systemen/{client_id}/blokkeer")
@recht(Recht.ACCOUNTS_BEHEREN)
def blokkeer_systeem(hier: Hier, wie: Wie, client_id: str) -> Response:
    """Keep a system out; its tokens end."""
    systeemtoegang.blokkeer(hier.werkplek, client_id, nu=hier.nu(), wie=wie.naam)
    return RedirectResponse("/beheer/accounts", status_code=303)


@router.post("/systemen/{client_id}/deblokkeer")
@recht(Recht.ACCOUNTS_BEHEREN)
def deblokkeer_systeem(hier: Hier, wie: Wie, client_id: str) -> Response:
    """Let a system in again."""
    systeemtoegang.deblokkeer(hier.werkplek, client_id, nu=hier.nu(), wie=wie.naam)
    return RedirectResponse("/beheer/accounts", status_code=303)


def _terug(nummer: int) -> Response:
    return RedirectResponse(f"/beheer/accounts/{nummer}", status_code=303)


def _toon_geheim(request: Request, naam: str, geheim: str, wat: str) -> Response:
    # In the answer to the form itself: a page with its own address would show it twice.
    return toon(request, "accountbeheer/geheim.html", naam=naam, geheim=geheim, wat=wat)
