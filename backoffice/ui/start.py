"""The first page, and the page about who can use this."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from backoffice.services.inzage.start import wat_wacht
from backoffice.toegang.rechten import Recht
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Vandaag, Wie, recht

router = APIRouter()


@router.get("/")
@recht(Recht.EIGEN)
def start(request: Request, hier: Hier, wie: Wie, vandaag: Vandaag) -> HTMLResponse:
    """Where everybody begins: what waits."""
    return toon(request, "start.html", wacht=wat_wacht(hier.werkplek, wie, vandaag, hier.nu()))


@router.get("/toegankelijkheid")
@recht(Recht.PUBLIEK)
def toegankelijkheid(request: Request) -> HTMLResponse:
    """What is done so that everybody can use the portal, and what is not known."""
    return toon(request, "toegankelijkheid.html")
