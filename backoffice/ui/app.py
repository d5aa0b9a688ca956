"""The portal as an application: its routes behind the gate, and its errors as pages."""

from __future__ import annotations

from functools import cache
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute

from backoffice.fouten import BackofficeError, DatabaseFout, OnjuisteInhoud
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
from backoffice.web.upload import TeGroot

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


_POORT: Final = (Depends(poort),)


@cache
def _routes() -> list[BaseRoute]:
    """Every page, behind the gate; worked out once for all applications in this process."""
    router = APIRouter(dependencies=_POORT)
    for deel in ROUTERS:
        router.include_router(deel)
    return router.routes


def maak_ui(portaal: Portaal, stijl: Huisstijl) -> FastAPI:
    """The portal, for visitors whom `portaal.herken` recognises."""
    app = FastAPI(routes=_routes(), dependencies=_POORT, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.portaal = portaal
    app.state.huisstijl = stijl
    app.add_middleware(Herkomst, weiger=_andere_site)
    app.add_exception_handler(NietAangemeld, _niet_aangemeld)
    app.add_exception_handler(Verlopen, _niet_aangemeld)
    app.add_exception_handler(NietToegestaan, _niet_toegestaan)
    app.add_exception_handler(Aanmeldfout, _niet_binnen)
    app.add_exception_handler(Aanmelddienstfout, _niet_binnen)
    app.add_exception_handler(NietGevonden, _niet_gevonden)
    app.add_exception_handler(HTTPException, _geweigerd)
    app.add_exception_handler(RequestValidationError, _onleesbaar)
    app.add_exception_handler(TeGroot, _te_groot)
    app.add_exception_handler(TeDruk, _te_druk)
    app.add_exception_handler(DatabaseFout, _geen_database)
    app.add_exception_handler(BackofficeError, _niet_gelukt)
    app.add_exception_handler(Exception, _onvoorzien)
    return app


def _niet_aangemeld(request: Request, fout: Exception) -> Response:
    # With the question asked: no address of the portal holds anything about a person.
    pad = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    terug = pad if request.method == "GET" else "/"
    return RedirectResponse(f"/aanmelden?terug={quote(terug)}", status_code=303)


def _niet_binnen(request: Request, fout: Exception) -> Response:
    return toon(request, "aanmelden/niet_binnen.html", status=422, melding=str(fout))


def _niet_toegestaan(request: Request, fout: Exception) -> Response:
    return _pagina(
        request,
        403,
        "Geen toegang",
        "Uw rol geeft geen toegang tot deze pagina. Vraag uw beheerder wie dit wel mag.",
    )


def _andere_site(request: Request) -> Response:
    melding = "Dit verzoek kwam van een andere website en is niet uitgevoerd. Begin op de startpagina."
    return _pagina(request, 403, "Niet uitgevoerd", melding)


def _niet_gevonden(request: Request, fout: Exception) -> Response:
    return _pagina(request, 404, "Niet gevonden", str(fout))


def _geweigerd(request: Request, fout: Exception) -> Response:
    status = fout.status_code if isinstance(fout, HTTPException) else 500
    if status == 404:
        return _pagina(request, 404, "Niet gevonden", "Deze pagina is er niet. Kijk het adres na.")
    return _pagina(request, status, "Dat kan hier niet", "Ga terug en probeer het opnieuw.")


def _onleesbaar(request: Request, fout: Exception) -> Response:
    melding = "Wat u invulde heeft niet de vorm die wij verwachten. Ga terug en kijk het na."
    return _pagina(request, 400, "Niet begrepen", melding)


def _te_groot(request: Request, fout: Exception) -> Response:
    return _pagina(request, 413, "Te groot", str(fout))


def _te_druk(request: Request, fout: Exception) -> Response:
    return _straks(_pagina(request, 503, "Even te druk", str(fout)))


def _geen_database(request: Request, fout: Exception) -> Response:
    return _straks(_pagina(request, 503, "Even niet beschikbaar", str(fout)))


def _niet_gelukt(request: Request, fout: Exception) -> Response:
    return _pagina(request, 422 if isinstance(fout, OnjuisteInhoud) else 409, "Niet gelukt", str(fout))


def _onvoorzien(request: Request, fout: Exception) -> Response:
    melding = (
        "Er ging iets mis dat wij niet voorzagen. Er is niets half verwerkt. Probeer het over een paar minuten "
        "opnieuw, en vraag uw beheerder als het zo blijft."
    )
    return _pagina(request, 500, "Er ging iets mis", melding)


def _pagina(request: Request, status: int, kop: str, melding: str) -> Response:
    return toon(request, "fout.html", status=status, kop=kop, melding=melding)


def _straks(pagina: Response) -> Response:
    pagina.headers["Retry-After"] = str(OPNIEUW_NA)
    return pagina
