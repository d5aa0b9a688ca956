"""Signing in, in steps, and signing off; each step leads to the next page, and the back button to a safe one."""

from __future__ import annotations

import io
from typing import Annotated, Final, TypeVar
from urllib.parse import quote

import segno
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from backoffice.services import aanmelden, accounts
from backoffice.services.aanmelden import Aanmeldfout, Aanmelding, TeVaak, Verlopen
from backoffice.services.accounts import Accountfout, OnjuistAccount
from backoffice.toegang.aanmelding import Stap
from backoffice.toegang.rechten import Recht
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, portaal_van, recht
from backoffice.web.sessiekoek import geef_sessie, neem_sessie, sessie_van
from backoffice.web.terug import eigen_pad

router = APIRouter()

_PADEN: Final = {
    Stap.CODE: "/aanmelden/code",
    Stap.WACHTWOORD: "/aanmelden/wachtwoord",
    Stap.INSTELLEN: "/aanmelden/instellen",
}
R = TypeVar("R", bound=Response)

Veld = Annotated[str, Form(max_length=1000)]


@router.get("/aanmelden")
@recht(Recht.PUBLIEK)
def deur(request: Request, hier: Hier, terug: str = "/") -> HTMLResponse:
    """Name and password; whoever was signed in too long ago reads that this is why."""
    return _deur(request, terug, verlopen=_is_verlopen(request, hier))


@router.post("/aanmelden")
@recht(Recht.PUBLIEK)
def meld_aan(request: Request, hier: Hier, naam: Veld = "", wachtwoord: Veld = "", terug: Veld = "/") -> Response:
    """Begin a session, under another token than this browser had."""
    adres = request.client.host if request.client else ""
    try:
        aanmelding = aanmelden.meld_aan(
            hier.werkplek,
            naam,
            wachtwoord,
            adres=adres,
            nu=hier.nu(),
            willekeur=hier.willekeur,
            vorige=sessie_van(request),
        )
    except Aanmeldfout as fout:
        return met_wachttijd(_deur(request, terug, naam=naam, melding=str(fout), status=422), fout)
    return verder(request, aanmelding, terug)


@router.get("/aanmelden/code")
@recht(Recht.PUBLIEK)
def vraag_code(request: Request, hier: Hier, terug: str = "/") -> Response:
    """The code of the app."""
    return _stap(request, hier, Stap.CODE, terug) or toon(
        request, "aanmelden/code.html", terug=eigen_pad(terug), melding=None
    )


@router.post("/aanmelden/code")
@recht(Recht.PUBLIEK)
def geef_code(request: Request, hier: Hier, code: Veld = "", terug: Veld = "/") -> Response:
    """Go on when the code is right."""
    if elders := _stap(request, hier, Stap.CODE, terug):
        return elders
    try:
        aanmelding = aanmelden.geef_code(
            hier.werkplek, sessie_van(request) or "", code, nu=hier.nu(), willekeur=hier.willekeur
        )
    except Aanmeldfout as fout:
        pagina = toon(request, "aanmelden/code.html", status=422, terug=eigen_pad(terug), melding=str(fout))
        return met_wachttijd(pagina, fout)
    return verder(request, aanmelding, terug)


@router.get("/aanmelden/wachtwoord")
@recht(Recht.PUBLIEK)
def vraag_wachtwoord(request: Request, hier: Hier, terug: str = "/") -> Response:
    """A password of one's own, instead of the one that somebody gave."""
    return _stap(request, hier, Stap.WACHTWOORD, terug) or toon(
        request, "aanmelden/wachtwoord.html", terug=eigen_pad(terug), melding=None
    )


@router.post("/aanmelden/wachtwoord")
@recht(Recht.PUBLIEK)
def kies_wachtwoord(
    request: Request, hier: Hier, nieuw: Veld = "", nogmaals: Veld = "", terug: Veld = "/"
) -> Response:
    """Keep the password when it is strong and was typed twice alike."""
    if elders := _stap(request, hier, Stap.WACHTWOORD, terug):
        return elders
    try:
        keur_gelijk(nieuw, nogmaals)
        aanmelding = accounts.kies_wachtwoord(
            hier.werkplek, sessie_van(request) or "", nieuw, nu=hier.nu(), willekeur=hier.willekeur
        )
    except Accountfout as fout:
        return toon(request, "aanmelden/wachtwoord.html", status=422, terug=eigen_pad(terug), melding=str(fout))
    return verder(request, aanmelding, terug)


@router.get("/aanmelden/instellen")
@recht(Recht.PUBLIEK)
def toon_instellen(request: Request, hier: Hier, terug: str = "/") -> Response:
    """How to set up an app that shows codes."""
    return _stap(request, hier, Stap.INSTELLEN, terug) or _instellen(request, hier, terug)


@router.post("/aanmelden/instellen")
@recht(Recht.PUBLIEK)
def stel_in(request: Request, hier: Hier, code: Veld = "", terug: Veld = "/") -> Response:
    """Keep the app once it showed a right code."""
    if elders := _stap(request, hier, Stap.INSTELLEN, terug):
        return elders
    try:
        aanmelding = accounts.bevestig_totp(
            hier.werkplek, sessie_van(request) or "", code, nu=hier.nu(), willekeur=hier.willekeur
        )
    except Aanmeldfout as fout:
        return met_wachttijd(_instellen(request, hier, terug, melding=str(fout), status=422), fout)
    return verder(request, aanmelding, terug)


@router.get("/aanmelden/qr.svg")
@recht(Recht.PUBLIEK)
def qr(request: Request, hier: Hier) -> Response:
    """The secret being set up, for the camera of a phone; only for the browser that sets it up."""
    try:
        voorstel = accounts.stel_totp_voor(
            hier.werkplek, sessie_van(request) or "", nu=hier.nu(), willekeur=hier.willekeur
        )
    except Verlopen:
        return Response(status_code=404)
    plaatje = io.BytesIO()
    segno.make(voorstel.adres, error="m").save(plaatje, kind="svg", scale=6, border=4, light="#fff")
    return Response(plaatje.getvalue(), media_type="image/svg+xml")


@router.post("/afmelden")
@recht(Recht.PUBLIEK)
def meld_af(request: Request, hier: Hier) -> Response:
    """End the session; also without one this ends at the door."""
    if (token := sessie_van(request)) is not None:
        aanmelden.meld_af(hier.werkplek, token, hier.nu())
    antwoord = RedirectResponse("/aanmelden", status_code=303)
    neem_sessie(request, antwoord)
    return antwoord


def verder(request: Request, aanmelding: Aanmelding, terug: str) -> Response:
    """Have the browser hold the new token, and lead it to what is left to do."""
    antwoord = RedirectResponse(_pad(aanmelding.stap, terug), status_code=303)
    geef_sessie(request, antwoord, aanmelding.token)
    return antwoord


def met_wachttijd(pagina: R, fout: Exception) -> R:
    """The page that tells of an error, as 429 with the seconds to wait after too many tries."""
    if isinstance(fout, TeVaak):
        pagina.status_code, pagina.headers["Retry-After"] = 429, str(fout.wacht)
    return pagina


def keur_gelijk(nieuw: str, nogmaals: str) -> None:
    """Raise Accountfout when a new password was typed in two ways."""
    if nieuw != nogmaals:
        raise OnjuistAccount("De twee nieuwe wachtwoorden zijn niet gelijk. Typ twee keer hetzelfde.")


def _pad(stap: Stap, terug: str) -> str:
    pad = eigen_pad(terug)
    return pad if stap is Stap.KLAAR else f"{_PADEN[stap]}?terug={quote(pad)}"


def _stap(request: Request, hier: Hier, stap: Stap, terug: str) -> Response | None:
    """Where to go instead, for who is not at this step."""
    try:
        bereikt = aanmelden.stap_bij(hier.werkplek, sessie_van(request) or "", hier.nu())
    except Verlopen:
        return RedirectResponse(f"/aanmelden?terug={quote(eigen_pad(terug))}", status_code=303)
    return None if bereikt is stap else RedirectResponse(_pad(bereikt, terug), status_code=303)


def _is_verlopen(request: Request, hier: Hier) -> bool:
    """Whether the browser holds a session that is over; signing off leaves none."""
    if (token := sessie_van(request)) is None:
        return False
    try:
        aanmelden.stap_bij(hier.werkplek, token, hier.nu())
    except Verlopen:
        return True
    return False


def _deur(
    request: Request,
    terug: str,
    *,
    naam: str = "",
    melding: str | None = None,
    verlopen: bool = False,
    status: int = 200,
) -> HTMLResponse:
    return toon(
        request,
        "aanmelden/deur.html",
        status=status,
        terug=eigen_pad(terug),
        naam=naam[:64],
        melding=melding,
        verlopen=verlopen,
        extern=portaal_van(request).aanmelddienst is not None,
    )


def _instellen(
    request: Request, hier: Hier, terug: str, *, melding: str | None = None, status: int = 200
) -> HTMLResponse:
    voorstel = accounts.stel_totp_voor(
        hier.werkplek, sessie_van(request) or "", nu=hier.nu(), willekeur=hier.willekeur
    )
    return toon(
        request,
        "aanmelden/instellen.html",
        status=status,
        terug=eigen_pad(terug),
        geheim=voorstel.geheim,
        melding=melding,
    )
