"""Declaraties that came late and wait for a decision."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from backoffice.services.beslis_aangehouden import BESLUITEN
from backoffice.services.inzage import aangehouden
from backoffice.toegang.rechten import Recht
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/aangehouden")

_KEUZES: Final = (("accepteer", "Accepteren, met een signaal"), ("wijs-af", "Afwijzen"))


@router.get("/{prestatie_id}")
@recht(Recht.AANGEHOUDEN_BESLISSEN)
def een(request: Request, hier: Hier, wie: Wie, prestatie_id: int) -> HTMLResponse:
    """One line with the story of its term, and where it is decided."""
    return _toon(request, hier, wie, prestatie_id)


@router.post("/{prestatie_id}")
@recht(Recht.AANGEHOUDEN_BESLISSEN)
def beslis(
    request: Request,
    hier: Hier,
    wie: Wie,
    prestatie_id: int,
    besluit: Annotated[str, Form()] = "",
    reden: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Accept or reject the line; with the last one the declaratie is answered."""
    fouten = {}
    if besluit not in BESLUITEN:
        fouten["besluit"] = "Kies wat u besluit."
    if not reden.strip():
        fouten["reden"] = "Schrijf waarom u dit besluit."
    if fouten:
        ingevuld = {"besluit": besluit, "reden": reden}
        return _toon(request, hier, wie, prestatie_id, status=422, fouten=fouten, ingevuld=ingevuld)
    lijn = aangehouden.toon(hier.werkplek, wie, prestatie_id)
    aangehouden.beslis(hier.werkplek, wie, prestatie_id, BESLUITEN[besluit], reden.strip(), hier.nu())
    return RedirectResponse(f"/berichten/{lijn.bericht_id}", status_code=303)


def _toon(
    request: Request,
    hier: Hier,
    wie: Wie,
    prestatie_id: int,
    *,
    status: int = 200,
    fouten: dict[str, str] | None = None,
    ingevuld: dict[str, str] | None = None,
) -> HTMLResponse:
    return toon(
        request,
        "aangehouden/lijn.html",
        status=status,
        lijn=aangehouden.toon(hier.werkplek, wie, prestatie_id),
        keuzes=_KEUZES,
        fouten=fouten or {},
        ingevuld=ingevuld or {"besluit": "", "reden": ""},
    )
