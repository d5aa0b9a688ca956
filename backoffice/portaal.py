"""Portal and API as one application: pages at /, the API at /api/v1."""

from __future__ import annotations

from dataclasses import replace

from starlette.routing import Mount, Router
from starlette.types import ASGIApp

from backoffice.api.app import maak_api
from backoffice.api.beschrijving import PAD
from backoffice.ui.app import maak_ui
from backoffice.ui.huisstijl import huisstijl
from backoffice.web.koppen import Koppen
from backoffice.web.poort import Herken, Portaal
from backoffice.web.systemen import herken_systeem

__all__ = ["huisstijl", "maak_portaal"]


def maak_portaal(portaal: Portaal, thema: str = "", herken_api: Herken = herken_systeem) -> ASGIApp:
    """Everything that answers over HTTP, in the colours of this file or map (the standard ones without).

    Pages know visitors by `portaal.herken`, the API by `herken_api`.
    """
    ui, api = maak_ui(portaal, huisstijl(thema)), maak_api(replace(portaal, herken=herken_api))
    return Koppen(Router([Mount(PAD, api), Mount("/", ui)], redirect_slashes=False))
