"""Payments, what each settles, what is open, and what waits for a decision."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from backoffice.services.inzage import betalingen
from backoffice.services.inzage.aangehouden import lijst as wachtende
from backoffice.toegang.rechten import Recht
from backoffice.ui.bestand import als_tabel
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/betalingen")

_GETOOND = 200
_OPEN_GETOOND = 100


@router.get("")
@recht(Recht.BETALINGEN_ZIEN)
def lijst(request: Request, hier: Hier, wie: Wie, na: int | None = None, vorm: str = "") -> Response:
    """What is open, and the newest payments; or all that is open as a file ("csv" or "excel")."""
    if vorm:
        return als_tabel(betalingen.openstaand(hier.werkplek, wie), "openstaand", vorm)
    overzicht = betalingen.overzicht(hier.werkplek, wie, na=na)
    return toon(request, "betalingen/lijst.html", overzicht=overzicht, getoond=_OPEN_GETOOND)


@router.get("/aangehouden")
@recht(Recht.AANGEHOUDEN_ZIEN)
def aangehouden(request: Request, hier: Hier, wie: Wie) -> HTMLResponse:
    """The prestaties that wait for a decision."""
    return toon(request, "betalingen/aangehouden.html", lijnen=wachtende(hier.werkplek, wie))


@router.get("/{kenmerk}")
@recht(Recht.BETALINGEN_ZIEN)
def een(request: Request, hier: Hier, wie: Wie, kenmerk: str, vorm: str = "") -> Response:
    """One payment with its specification, on the screen or as a file ("csv" or "excel")."""
    spec = betalingen.specificatie(hier.werkplek, wie, kenmerk)
    if vorm:
        return als_tabel(betalingen.als_tabel(spec), f"betaling-{spec.betaling.kenmerk}", vorm)
    return toon(request, "betalingen/betaling.html", spec=spec, getoond=_GETOOND)
