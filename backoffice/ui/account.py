"""One's own account: password, app with codes, and where one is signed in."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backoffice.services import accounts
from backoffice.services.aanmelden import Aanmeldfout
from backoffice.services.accounts import Accountfout
from backoffice.toegang.rechten import Recht
from backoffice.ui.aanmelden import Veld, keur_gelijk, met_wachttijd
from backoffice.ui.rolnaam import ROLNAMEN
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Wie, recht
from backoffice.web.sessiekoek import geef_sessie, neem_sessie, sessie_van

router = APIRouter(prefix="/account")


@router.get("")
@recht(Recht.EIGEN)
def eigen(request: Request, hier: Hier, wie: Wie, gedaan: str = "") -> Response:
    """What is kept of oneself."""
    gevonden = accounts.eigen(hier.werkplek, wie.naam, hier.nu())
    return toon(
        request,
        "account/eigen.html",
        account=gevonden.account,
        sessies=gevonden.sessies,
        rol=ROLNAMEN[wie.rol],
        gedaan=gedaan,
    )


@router.get("/wachtwoord")
@recht(Recht.EIGEN)
def vraag_wachtwoord(request: Request) -> Response:
    """The old password and a new one."""
    return toon(request, "account/wachtwoord.html", melding=None)


@router.post("/wachtwoord")
@recht(Recht.EIGEN)
def wijzig_wachtwoord(
    request: Request, hier: Hier, oud: Veld = "", nieuw: Veld = "", nogmaals: Veld = ""
) -> Response:
    """Replace the password; elsewhere one is signed off."""
    try:
        keur_gelijk(nieuw, nogmaals)
        aanmelding = accounts.wijzig_wachtwoord(
            hier.werkplek, sessie_van(request) or "", oud, nieuw, nu=hier.nu(), willekeur=hier.willekeur
        )
    except (Aanmeldfout, Accountfout) as fout:
        return met_wachttijd(toon(request, "account/wachtwoord.html", status=422, melding=str(fout)), fout)
    antwoord = RedirectResponse("/account?gedaan=wachtwoord", status_code=303)
    geef_sessie(request, antwoord, aanmelding.token)
    return antwoord


@router.get("/codes")
@recht(Recht.EIGEN)
def toon_codes(request: Request, hier: Hier) -> Response:
    """How to set up an app with codes, on a new phone or for the first time."""
    return _codes(request, hier, None, 200)


@router.post("/codes")
@recht(Recht.EIGEN)
def stel_codes_in(request: Request, hier: Hier, code: Veld = "", wachtwoord: Veld = "") -> Response:
    """Keep the app; the one before no longer counts, and elsewhere one is signed off."""
    try:
        aanmelding = accounts.bevestig_totp(
            hier.werkplek,
            sessie_van(request) or "",
            code,
            nu=hier.nu(),
            willekeur=hier.willekeur,
            wachtwoord=wachtwoord,
        )
    except Aanmeldfout as fout:
        return met_wachttijd(_codes(request, hier, str(fout), 422), fout)
    antwoord = RedirectResponse("/account?gedaan=codes", status_code=303)
    geef_sessie(request, antwoord, aanmelding.token)
    return antwoord


@router.post("/overal-afmelden")
@recht(Recht.EIGEN)
def meld_overal_af(request: Request, hier: Hier, wie: Wie) -> Response:
    """End all sessions, this one too."""
    accounts.meld_overal_af(hier.werkplek, wie.naam, hier.nu())
    antwoord = RedirectResponse("/aanmelden", status_code=303)
    neem_sessie(request, antwoord)
    return antwoord


def _codes(request: Request, hier: Hier, melding: str | None, status: int) -> Response:
    voorstel = accounts.stel_totp_voor(
        hier.werkplek, sessie_van(request) or "", nu=hier.nu(), willekeur=hier.willekeur
    )
    return toon(request, "account/codes.html", status=status, geheim=voorstel.geheim, melding=melding)
