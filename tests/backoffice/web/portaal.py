"""The portal in a test: a visitor of any role, over HTTP without a network, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Final

from fastapi import Request
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event

from adapters.sepa import Sepa
from backoffice.portaal import maak_portaal
from backoffice.scheduler import ROOSTER, rooster_op
from backoffice.services.werkplek import Werkplek
from backoffice.toegang.rechten import REGIO, SOORT, Bezoeker, Organisatiesoort, Rol
from backoffice.web.poort import Portaal
from tests.flows.regio import AANBIEDER, GEMEENTE, NU

ANDERE_AANBIEDER: Final = "87654321"
ANDERE_GEMEENTE: Final = "0164"
TAKEN: Final = {naam: gepland.taak for naam, gepland in ROOSTER.items()}
_ADRES: Final = "http://portaal.test"


def bezoeker(rol: Rol, *, van_een_ander: bool = False) -> Bezoeker:
    """Somebody with this role at the aanbieder or gemeente of the region, or at the other one."""
    organisatie = {
        Organisatiesoort.AANBIEDER: ANDERE_AANBIEDER if van_een_ander else AANBIEDER,
        Organisatiesoort.GEMEENTE: ANDERE_GEMEENTE if van_een_ander else GEMEENTE,
        Organisatiesoort.REGIO: REGIO,
    }[SOORT[rol]]
    return Bezoeker(f"{rol} bij {organisatie}", rol, organisatie)


def klant(werkplek: Werkplek, wie: Bezoeker | None, nu: datetime = NU) -> TestClient:
    """A browser in which this visitor is signed in (nobody, for None)."""

    def herken(_: Request) -> Bezoeker | None:
        return wie

    portaal = Portaal(
        werkplek, lambda: nu.astimezone(UTC), herken, Sepa(), TAKEN, rooster=partial(rooster_op, ROOSTER)
    )
    app = maak_portaal(portaal, herken_api=herken)
    return TestClient(
        app, base_url=_ADRES, follow_redirects=False, headers={"Origin": _ADRES, "Sec-Fetch-Site": "same-origin"}
    )


@contextmanager
def geteld(engine: Engine) -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    opdrachten: list[str] = []

    def tel(*args: object) -> None:
        opdrachten.append(str(args[2]))

    event.listen(engine, "before_cursor_execute", tel)
    try:
        yield opdrachten
    finally:
        event.remove(engine, "before_cursor_execute", tel)
