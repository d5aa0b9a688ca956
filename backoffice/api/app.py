"""The API as an application: its routes behind the gate, and what goes for all of them."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp

from backoffice.api import (
    aangehouden,
    accounts,
    afrekeningen,
    auditlog,
    bank,
    berichten,
    beschrijving,
    betaalvoorstellen,
    betalingen,
    boekingen,
    contracten,
    contractvoorstellen,
    eigen_toewijzing,
    geld,
    herstel,
    indienen,
    monitor,
    organisaties,
    persoonsfeiten,
    prestaties,
    rekeningen,
    runs,
    systemen,
    termijnwacht,
    toewijzingen,
    uitgaande_berichten,
    uitleg,
    verzoeken,
    werk,
)
from backoffice.api.herhaling import EerderBeantwoord, bewaak_herhaling
from backoffice.api.problemen import probleem, vang_op
from backoffice.api.protocol import Protocol
from backoffice.api.tempo import PER_MINUUT, Tempo, bewaak_tempo
from backoffice.web import tokenuitgifte
from backoffice.web.poort import Portaal, poort

ROUTERS: Final[tuple[APIRouter, ...]] = (
    beschrijving.router,
    tokenuitgifte.router,
    indienen.router,
    berichten.router,
    uitgaande_berichten.router,
    prestaties.router,
    herstel.router,
    uitleg.router,
    toewijzingen.router,
    eigen_toewijzing.router,
    verzoeken.router,
    werk.router,
    aangehouden.router,
    termijnwacht.router,
    contracten.router,
    contractvoorstellen.router,
    betalingen.router,
    boekingen.router,
    betaalvoorstellen.router,
    rekeningen.router,
    bank.router,
    geld.router,
    persoonsfeiten.router,
    afrekeningen.router,
    monitor.router,
    runs.router,
    organisaties.router,
    auditlog.router,
    accounts.router,
    systemen.router,
)
_POORT: Final = (Depends(poort), Depends(bewaak_tempo), Depends(bewaak_herhaling))
KLEIN: Final = 1024 * 1024
"""The largest request in bytes, apart from the routes that take a message."""


class _Routes(FastAPI):
    """Describes itself with every answer that its routes give."""

    def openapi(self) -> dict[str, Any]:
        return beschrijving.beschrijf(self)


def maak_api(portaal: Portaal, *, per_minuut: int = PER_MINUUT) -> ASGIApp:
    """The API, for clients that `portaal.herken` recognises, each with so many requests in a minute."""
    return Protocol(maak_routes(portaal, per_minuut))


def maak_routes(portaal: Portaal, per_minuut: int = PER_MINUUT) -> FastAPI:
    """The routes of the API with their description."""
    app = _Routes(
        routes=routes(),
        dependencies=_POORT,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        max_body_size=KLEIN,
    )
    app.state.portaal = portaal
    app.state.tempo = Tempo(per_minuut)
    vang_op(app)
    app.add_exception_handler(405, _andere_methode)
    app.add_exception_handler(EerderBeantwoord, _nog_eens)
    return app


@cache
def routes() -> list[BaseRoute]:
    """Every route, behind the gate; worked out once for all applications in this process."""
    router = APIRouter(dependencies=_POORT)
    for deel in ROUTERS:
        # What /token answers is laid down in another standard than that of this API (RFC 6749).
        beschreven = deel is not tokenuitgifte.router
        router.include_router(deel, include_in_schema=beschreven, generate_unique_id_function=_naam)
    return router.routes


def _naam(route: APIRoute) -> str:
    """Which operation a route is: its router and its function."""
    return f"{route.endpoint.__module__.rpartition('.')[2]}_{route.name}"


def _andere_methode(request: Request, fout: Exception) -> Response:
    """What can be done at this address, over all its routes."""
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    hier = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    kan = ", ".join(sorted({methode for route in hier for methode in route.methods or ()}))
    return probleem(405, f"Deze methode kan hier niet. Wat wel kan: {kan}.", koppen={"Allow": kan})


def _nog_eens(request: Request, fout: Exception) -> Response:
    assert isinstance(fout, EerderBeantwoord)
    return fout.antwoord
