"""Every route of portal and API says what it takes to enter, and every role gets in exactly where it may."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

from backoffice.toegang.rechten import Recht, Rol
from backoffice.ui.app import ROUTERS
from backoffice.web.poort import nodig_recht
from tests.backoffice.web.portaal import bezoeker, klant
from tests.flows.regio import Regio


def routes() -> Iterator[tuple[str, APIRoute]]:
    """Every method and route of the portal."""
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            yield from ((methode, route) for methode in sorted(route.methods))


ALLE = list(routes())
NAMEN = [f"{methode} {route.path}" for methode, route in ALLE]


def pad_van(route: APIRoute) -> str:
    """The path with numbers that nothing has."""
    return re.sub(r"{[^}]*}", "999999", route.path)


@pytest.mark.parametrize(("methode", "route"), ALLE, ids=NAMEN)
def test_elke_route_zegt_welk_recht_nodig_is(methode: str, route: APIRoute) -> None:
    assert nodig_recht(route.endpoint) is not None


@pytest.mark.parametrize("rol", Rol)
def test_een_rol_komt_binnen_waar_zij_mag_en_nergens_anders(sqlite_regio: Regio, rol: Rol) -> None:
    wie = bezoeker(rol)
    browser = klant(sqlite_regio.werkplek, wie)
    for methode, route in ALLE:
        nodig = nodig_recht(route.endpoint)
        assert nodig is not None
        antwoord = browser.request(methode, pad_van(route))
        geweigerd = antwoord.status_code == 403
        assert geweigerd is not wie.mag(nodig), f"{methode} {route.path} geeft {antwoord.status_code} voor {rol}"


def test_zonder_aanmelding_komt_niemand_verder_dan_de_deur(sqlite_regio: Regio) -> None:
    browser = klant(sqlite_regio.werkplek, None)
    for methode, route in ALLE:
        if nodig_recht(route.endpoint) is not Recht.PUBLIEK:
            antwoord = browser.request(methode, pad_van(route))
            assert antwoord.status_code == 303
            assert antwoord.headers["location"].startswith("/aanmelden")
