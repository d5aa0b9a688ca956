"""Scheduled work: what ran, what is planned, and starting, stopping and resuming by hand."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from backoffice.services.inzage import runs
from backoffice.toegang.rechten import Recht
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/runs")


@router.get("")
@recht(Recht.RUNS_ZIEN)
def lijst(request: Request, hier: Hier, na: int | None = None, taak: str = "") -> HTMLResponse:
    """What is planned, and the newest runs."""
    return toon(
        request,
        "runs/lijst.html",
        pagina=runs.lijst(hier.werkplek, na=na, taak=taak or None),
        rooster=hier.rooster(hier.nu()),
        taken=[(naam, naam) for naam in sorted(hier.taken)],
        taak=taak,
    )


@router.get("/{nummer}")
@recht(Recht.RUNS_ZIEN)
def een(request: Request, hier: Hier, nummer: int) -> HTMLResponse:
    """One run: what it did and what it could not do."""
    return toon(request, "runs/run.html", run=runs.toon(hier.werkplek, nummer))


@router.post("/starten")
@recht(Recht.RUNS_STARTEN)
def start(
    request: Request,
    hier: Hier,
    wie: Wie,
    taak: Annotated[str, Form()],
    doen: Annotated[str, Form()] = "proef",
) -> HTMLResponse:
    """Do a task now ("start"), or tell what it would do."""
    proef = doen != "start"
    verslag = runs.start(hier.werkplek, wie, hier.taken, taak, hier.nu, proef=proef)
    return toon(request, "runs/verslag.html", taak=taak, verslag=verslag, proef=proef)


@router.post("/{nummer}/stoppen")
@recht(Recht.RUNS_STARTEN)
def stop(hier: Hier, nummer: int) -> Response:
    """Let a run stop after the step it is at."""
    runs.stop(hier.werkplek, nummer)
    return RedirectResponse(f"/runs/{nummer}", status_code=303)


@router.post("/{nummer}/hervatten")
@recht(Recht.RUNS_STARTEN)
def hervat(hier: Hier, wie: Wie, nummer: int) -> Response:
    """Go on with a run that stopped or failed."""
    runs.hervat(hier.werkplek, wie, hier.taken, nummer, hier.nu)
    return RedirectResponse(f"/runs/{nummer}", status_code=303)
