"""One boeking: what was booked, where it came from and what followed."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from backoffice.services.inzage import boekingen
from backoffice.toegang.rechten import Recht
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/boekingen")


@router.get("/{boeking_id}")
@recht(Recht.BETALINGEN_ZIEN)
def een(request: Request, hier: Hier, wie: Wie, boeking_id: int) -> HTMLResponse:
    """One boeking with the way to its prestatie, its payment and its counter bookings."""
    blad = boekingen.toon(hier.werkplek, wie, boeking_id, hier.nu())
    return toon(request, "boekingen/boeking.html", blad=blad)
