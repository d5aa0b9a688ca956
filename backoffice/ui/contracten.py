"""Contracts as agreed, to look at."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from backoffice.services.inzage import contracten
from backoffice.toegang.rechten import Recht
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Vandaag, Wie, recht

router = APIRouter(prefix="/contracten")


@router.get("")
@recht(Recht.CONTRACTEN_ZIEN)
def lijst(request: Request, hier: Hier, wie: Wie, vandaag: Vandaag) -> HTMLResponse:
    """All contracts that this visitor may see."""
    return toon(request, "contracten/lijst.html", bladen=contracten.lijst(hier.werkplek, wie, vandaag))


@router.get("/{contractnummer:path}")
@recht(Recht.CONTRACTEN_ZIEN)
def een(request: Request, hier: Hier, wie: Wie, vandaag: Vandaag, contractnummer: str) -> HTMLResponse:
    """One contract: who takes part, what is delivered at what price, and the terms."""
    blad = contracten.toon(hier.werkplek, wie, contractnummer, vandaag)
    return toon(request, "contracten/contract.html", blad=blad, vandaag=vandaag)
