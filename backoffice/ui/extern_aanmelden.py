"""Signing in via one's own organisation: the browser leaves, and comes back with an answer."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from backoffice.services import extern_aanmelden
from backoffice.toegang.rechten import Recht
from backoffice.ui.aanmelden import verder
from backoffice.web.poort import Hier, recht
from backoffice.web.sessiekoek import geef_vertrek, neem_vertrek, sessie_van, vertrek_van
from backoffice.web.terug import eigen_pad

router = APIRouter(prefix="/aanmelden/extern")


@router.get("")
@recht(Recht.PUBLIEK)
def vertrek(request: Request, hier: Hier, terug: str = "/") -> Response:
    """To the organisation."""
    if hier.aanmelddienst is None:
        raise HTTPException(404)
    vertrokken = extern_aanmelden.begin(
        hier.werkplek,
        hier.aanmelddienst,
        _terugadres(request),
        terug=eigen_pad(terug),
        nu=hier.nu(),
        willekeur=hier.willekeur,
    )
    antwoord = RedirectResponse(vertrokken.adres, status_code=303)
    geef_vertrek(request, antwoord, vertrokken.bewijs)
    return antwoord


@router.get("/terug")
@recht(Recht.PUBLIEK)
def terugkomst(request: Request, hier: Hier) -> Response:
    """Back again; what this browser remembered is good for one time."""
    if hier.aanmelddienst is None:
        raise HTTPException(404)
    teruggekomen = extern_aanmelden.rond_af(
        hier.werkplek,
        hier.aanmelddienst,
        str(request.url),
        vertrek_van(request),
        _terugadres(request),
        nu=hier.nu(),
        willekeur=hier.willekeur,
        vorige=sessie_van(request),
    )
    antwoord = verder(request, teruggekomen.aanmelding, teruggekomen.terug)
    neem_vertrek(request, antwoord)
    return antwoord


def _terugadres(request: Request) -> str:
    return str(request.url_for("terugkomst"))
