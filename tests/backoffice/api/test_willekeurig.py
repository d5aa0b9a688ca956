"""Whatever a client sends, the API does not break, and answers only as it describes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count, product
from typing import Any

import pytest
import schemathesis
from fastapi import Request
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from adapters.sepa import Sepa
from backoffice.api.app import ROUTERS, maak_api
from backoffice.scheduler import ROOSTER
from backoffice.toegang.rechten import Bezoeker, Rol
from backoffice.web.poort import Portaal, nodig_recht
from tests.backoffice.api.test_beschrijving import BESCHRIJVING
from tests.backoffice.web.portaal import bezoeker
from tests.flows.regio import NU, Regio

VOORBEELDEN = 8
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


def api(regio: Regio, wie: Bezoeker) -> Any:
    """The API for one client, with a clock that goes on a minute per request."""
    minuten: Iterator[int] = count()
    taken = {naam: gepland.taak for naam, gepland in ROOSTER.items()}

    def herken(_: Request) -> Bezoeker:
        return wie

    return maak_api(
        Portaal(regio.werkplek, lambda: NU + timedelta(minutes=next(minuten)), herken, bank=Sepa(), taken=taken)
    )


RECHT = {
    (methode, adres): nodig
    for router in ROUTERS
    for route in router.routes
    if isinstance(route, APIRoute) and (nodig := nodig_recht(route.endpoint))
    for methode, adres in product(route.methods or (), [route.path])
}
ROLLEN = (
    *(Rol.SYSTEEM_AANBIEDER, Rol.SYSTEEM_GEMEENTE, Rol.TOEGANG, Rol.CONTROLLER),
    *(Rol.CONTRACTMANAGER, Rol.FINANCIEEL, Rol.BEHEER, Rol.AUDITOR),
)
"""Together they may do everything; who has the same rights as another finds nothing that she does not."""


@pytest.fixture(scope="module")
def werkingen() -> list[tuple[Any, Any]]:
    """Everything the API can do, each with what may be sent to it; the same for every role."""
    schema = schemathesis.openapi.from_dict(BESCHRIJVING | {"servers": [{"url": "/"}]})
    gevonden = [werking.ok() for werking in schema.get_all_operations()]
    return [(werking, werking.as_strategy()) for werking in gevonden]


@pytest.mark.parametrize("rol", ROLLEN)
def test_niets_breekt(sqlite_regio: Regio, werkingen: list[tuple[Any, Any]], rol: Rol) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer()
    app = api(sqlite_regio, bezoeker(rol))
    for werking, invoer in werkingen:
        werking.app = app
        mag = bezoeker(rol).mag(RECHT[werking.method.upper(), werking.path])

        @given(case=invoer)
        @settings(
            max_examples=VOORBEELDEN if mag else 1,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def probeer(case: Any) -> None:
            case.call_and_validate(checks=CHECKS)

        probeer()
