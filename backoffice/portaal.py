"""Portal and API as one application: pages at /, the API at /api/v1."""

from __future__ import annotations

from starlette.types import ASGIApp

from backoffice.ui.app import maak_ui
from backoffice.ui.huisstijl import huisstijl
from backoffice.web.koppen import Koppen
from backoffice.web.poort import Portaal

__all__ = ["huisstijl", "maak_portaal"]


def maak_portaal(portaal: Portaal, thema: str = "") -> ASGIApp:
    """Everything that answers over HTTP, in the colours of this file or map (the standard ones without)."""
    return Koppen(maak_ui(portaal, huisstijl(thema)))
