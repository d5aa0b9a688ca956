"""Offering messages, in earnest and on trial."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from backoffice.services.indienen import dien_in, probeer
from backoffice.toegang.rechten import Recht
from backoffice.ui.bestand import XML, download
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Wie, recht
from backoffice.web.upload import Formulier, bestanden_in

router = APIRouter(prefix="/berichten")

_NIETS = "U koos nog geen bestand. Kies een of meer xml- of zip-bestanden."


@router.get("/indienen")
@recht(Recht.BERICHTEN_INDIENEN)
def formulier(request: Request) -> HTMLResponse:
    """Where files are chosen."""
    return toon(request, "berichten/indienen.html", melding=None)


@router.post("/indienen")
@recht(Recht.BERICHTEN_INDIENEN)
async def indienen(request: Request, hier: Hier, wie: Wie, gestuurd: Formulier) -> HTMLResponse:
    """Receive the files and tell of each what became of it."""
    bestanden = bestanden_in(gestuurd)
    if not bestanden:
        return toon(request, "berichten/indienen.html", status=422, melding=_NIETS)
    inzendingen = await hier.beurten.doe(partial(dien_in, hier.werkplek, wie, bestanden, hier.nu()))
    return toon(request, "berichten/ingediend.html", inzendingen=inzendingen)


@router.get("/proef")
@recht(Recht.BERICHTEN_INDIENEN)
def proefformulier(request: Request) -> HTMLResponse:
    """Where files for a trial are chosen."""
    return toon(request, "berichten/proef.html", melding=None)


@router.post("/proef")
@recht(Recht.BERICHTEN_INDIENEN)
async def proef(request: Request, hier: Hier, wie: Wie, gestuurd: Formulier) -> Response:
    """Tell what would become of the files, or hand over the answer that a single message would get."""
    bestanden = bestanden_in(gestuurd)
    if not bestanden:
        return toon(request, "berichten/proef.html", status=422, melding=_NIETS)
    proeven = await hier.beurten.doe(partial(probeer, hier.werkplek, wie, bestanden, hier.nu()))
    if gestuurd.get("vorm") == "xml" and len(proeven) == 1:
        ontvangst = proeven[0].inzending.ontvangst
        if ontvangst.antwoord is not None:
            return download(ontvangst.antwoord, f"proef-{ontvangst.antwoord_soort}.xml", XML)
    return toon(request, "berichten/geprobeerd.html", proeven=proeven)
