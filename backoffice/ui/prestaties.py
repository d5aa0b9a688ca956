"""One prestatie, and the list of those that wait to be sent again."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from backoffice.services.inzage import prestaties
from backoffice.toegang.rechten import Recht
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/prestaties")


@router.get("/te-herstellen")
@recht(Recht.PRESTATIES_HERSTELLEN)
def te_herstellen(request: Request, hier: Hier, wie: Wie, na: int | None = None) -> HTMLResponse:
    """The rejected prestaties that nobody corrected yet."""
    pagina = prestaties.te_herstellen(hier.werkplek, wie, hier.nu(), na=na)
    return toon(request, "prestaties/te_herstellen.html", pagina=pagina)


@router.get("/{prestatie_id}")
@recht(Recht.PRESTATIES_ZIEN)
def een(request: Request, hier: Hier, wie: Wie, prestatie_id: int) -> HTMLResponse:
    """One prestatie: what came in, what was decided and why, and how money moved."""
    blad = prestaties.toon(hier.werkplek, wie, prestatie_id, hier.nu())
    mag_herstellen = blad.prestatie.te_herstellen and wie.mag(Recht.PRESTATIES_HERSTELLEN)
    return toon(request, "prestaties/prestatie.html", blad=blad, mag_herstellen=mag_herstellen)
