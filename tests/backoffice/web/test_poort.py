"""Every route of portal and API says what it takes to enter, and every role gets in exactly where it may."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

from backoffice.api import app as api
from backoffice.api.beschrijving import PAD
from backoffice.toegang.rechten import Recht, Rol
from backoffice.ui import app as ui
from backoffice.web.poort import nodig_recht
from tests.backoffice.web.portaal import bezoeker, klant
from tests.flows.regio import Regio


def routes() -> Iterator[tuple[str, str, APIRoute]]:
    """Every method, address and route of portal and API; numbers in an address are those of nothing."""
    for begin, routers in (("", ui.ROUTERS), (PAD, api.ROUTERS)):
        for router in routers:
            for route in router.routes:
                assert isinstance(route, APIRoute)
                adres = begin + re.sub(r"{[^}]*}", "999999", route.path)
                yield from ((methode, adres, route) for methode in sorted(route.methods))


ALLE = list(routes())
NAMEN = [f"{methode} {adres}" for methode, adres, _ in ALLE]


@pytest.mark.parametrize(("methode", "adres", "route"), ALLE, ids=NAMEN)
def test_elke_route_zegt_welk_recht_nodig_is(methode: str, adres: str, route: APIRoute) -> None:
    assert nodig_recht(route.endpoint) is not None


@pytest.mark.parametrize("rol", Rol)
def test_een_rol_komt_binnen_waar_zij_mag_en_nergens_anders(sqlite_regio: Regio, rol: Rol) -> None:
    wie = bezoeker(rol)
    browser = klant(sqlite_regio.werkplek, wie)
    for methode, adres, route in ALLE:
        nodig = nodig_recht(route.endpoint)
        assert nodig is not None
        antwoord = browser.request(methode, adres)
        geweigerd = antwoord.status_code == 403
        assert geweigerd is not wie.mag(nodig), f"{methode} {adres} geeft {antwoord.status_code} voor {rol}"


def test_zonder_aanmelding_komt_niemand_verder_dan_de_deur(sqlite_regio: Regio) -> None:
    browser = klant(sqlite_regio.werkplek, None)
    for methode, adres, route in ALLE:
        if nodig_recht(route.endpoint) is not Recht.PUBLIEK:
            antwoord = browser.request(methode, adres)
            if adres.startswith(PAD):
                assert antwoord.status_code == 401
                assert antwoord.headers["content-type"] == "application/problem+json"
            else:
                assert antwoord.status_code == 303
                assert antwoord.headers["location"].startswith("/aanmelden")
