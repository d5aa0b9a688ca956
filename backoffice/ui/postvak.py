"""The messages that ask for something, beside the lists of all that came in and went out."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from backoffice.services.inzage import berichten, postvak
from backoffice.toegang.rechten import Recht
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/postvak")

_NIEUWSTE = 10


@router.get("")
@recht(Recht.BERICHTEN_ZIEN)
def overzicht(request: Request, hier: Hier, wie: Wie) -> HTMLResponse:
    """What must be answered, what has no retourbericht yet, and the newest messages in and out."""
    return toon(
        request,
        "postvak/overzicht.html",
        vak=postvak.postvak(hier.werkplek, wie, hier.nu()),
        binnen=berichten.lijst(hier.werkplek, wie, per_pagina=_NIEUWSTE).rijen,
        uit=berichten.uitgaand(hier.werkplek, wie, per_pagina=_NIEUWSTE).rijen,
    )
