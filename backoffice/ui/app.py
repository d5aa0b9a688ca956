"""The portal as an application: its routes behind the gate, and its errors as pages."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from backoffice.fouten import BackofficeError
from backoffice.ports.aanmelddienst import Aanmelddienstfout
from backoffice.services.aanmelden import Aanmeldfout, Verlopen
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.ui import (
    aangehouden,
    aanmelden,
    account,
    accountbeheer,
    audit,
    berichten,
    betaalvoorstellen,
    betalingen,
    boekingen,
    contractbeheer,
    contracten,
    extern_aanmelden,
    feiten,
    gezond,
    grootboek,
    herstel,
    huisstijl,
    indienen,
    kosten,
    monitor,
    postvak,
    prestaties,
    rekeningen,
    runs,
    start,
    termijnwacht,
    toewijzingen,
    verzoeken,
    werk,
)
from backoffice.ui.huisstijl import Huisstijl
from backoffice.ui.weergave import toon
from backoffice.web.beurten import OPNIEUW_NA, TeDruk
from backoffice.web.koppen import Herkomst
from backoffice.web.poort import NietAangemeld, NietToegestaan, Portaal, poort

ROUTERS: Final[tuple[APIRouter, ...]] = (
    huisstijl.router,
    gezond.router,
    start.router,
    aanmelden.router,
    extern_aanmelden.router,
    account.router,
    accountbeheer.router,
    indienen.router,
    berichten.router,
    prestaties.router,
    herstel.router,
    termijnwacht.router,
    contracten.router,
    contractbeheer.router,
    betalingen.router,
    postvak.router,
    verzoeken.router,
    toewijzingen.router,
    werk.router,
    kosten.router,
    feiten.router,
    betaalvoorstellen.router,
    rekeningen.router,
    aangehouden.router,
    runs.router,
    grootboek.router,
    boekingen.router,
    monitor.router,
    audit.router,
)


def maak_ui(portaal: Portaal, stijl: Huisstijl) -> FastAPI:
    """The portal, for visitors whom `portaal.herken` recognises."""
    app = FastAPI(dependencies=[Depends(poort)], docs_url=None, redoc_url=None, openapi_url=None)
    app.state.portaal = portaal
    app.state.huisstijl = stijl
    app.add_middleware(Herkomst)
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(NietAangemeld, _niet_aangemeld)
    app.add_exception_handler(Verlopen, _niet_aangemeld)
    app.add_exception_handler(NietToegestaan, _niet_toegestaan)
    app.add_exception_handler(Aanmeldfout, _niet_binnen)
    app.add_exception_handler(Aanmelddienstfout, _niet_binnen)
    app.add_exception_handler(NietGevonden, _niet_gevonden)
    app.add_exception_handler(HTTPException, _geweigerd)
    app.add_exception_handler(RequestValidationError, _onleesbaar)
    app.add_exception_handler(TeDruk, _te_druk)
    app.add_exception_handler(BackofficeError, _niet_gelukt)
    return app


def _niet_aangemeld(request: Request, fout: Exception) -> Response:
    # With the question asked: no address of the portal holds anything about a person.
    pad = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    terug = pad if request.method == "GET" else "/"
    return RedirectResponse(f"/aanmelden?terug={quote(terug)}", status_code=303)


def _niet_binnen(request: Request, fout: Exception) -> Response:
    return toon(request, "aanmelden/niet_binnen.html", status=422, melding=str(fout))


def _niet_toegestaan(request: Request, fout: Exception) -> Response:
    melding = "Uw rol geeft geen toegang tot deze pagina. Vraag uw beheerder wie dit wel mag."
    return toon(request, "fout.html", status=403, kop="Geen toegang", melding=melding)


def _niet_gevonden(request: Request, fout: Exception) -> Response:
    return toon(request, "fout.html", status=404, kop="Niet gevonden", melding=str(fout))


def _geweigerd(request: Request, fout: Exception) -> Response:
    status = fout.status_code if isinstance(fout, HTTPException) else 500
    if status == 404:
        return toon(request, "fout.html", status=404, kop="Niet gevonden", melding="Deze pagina is er niet.")
    return toon(
        request, "fout.html", status=status, kop="Dat kan hier niet", melding="Ga terug en probeer het opnieuw."
    )


def _onleesbaar(request: Request, fout: Exception) -> Response:
    melding = "Wat u invulde heeft niet de vorm die wij verwachten. Ga terug en kijk het na."
    return toon(request, "fout.html", status=400, kop="Niet begrepen", melding=melding)


def _te_druk(request: Request, fout: Exception) -> Response:
    pagina = toon(request, "fout.html", status=503, kop="Even te druk", melding=str(fout))
    pagina.headers["Retry-After"] = str(OPNIEUW_NA)
    return pagina


def _niet_gelukt(request: Request, fout: Exception) -> Response:
    return toon(request, "fout.html", status=409, kop="Niet gelukt", melding=str(fout))
