"""Contracts as agreed, to look at."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from backoffice.services.inzage import contracten
from backoffice.toegang.rechten import Recht
from backoffice.ui.invoer import lees_datum
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
def een(
    request: Request,
    hier: Hier,
    wie: Wie,
    vandaag: Vandaag,
    contractnummer: str,
    op: str = "",
    bekend_op: str = "",
) -> HTMLResponse:
    """One contract: who takes part, what is delivered at what price, and the terms.

    All of it, or what was in force on one day (`op`) as known on another (`bekend_op`).
    """
    dag, bekend = lees_datum("op", op), lees_datum("bekend_op", bekend_op)
    if dag is None and bekend is None:
        blad = contracten.toon(hier.werkplek, wie, contractnummer, vandaag)
    else:
        blad = contracten.toon_op(hier.werkplek, wie, contractnummer, dag or vandaag, bekend)
    return toon(request, "contracten/contract.html", blad=blad, op=dag, bekend_op=bekend)
