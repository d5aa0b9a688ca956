"""Messages that came in: the list, and one of them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from backoffice.services.inzage import berichten
from backoffice.toegang.rechten import Recht
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/berichten")


@router.get("")
@recht(Recht.BERICHTEN_ZIEN)
def lijst(request: Request, hier: Hier, wie: Wie, na: int | None = None, soort: str | None = None) -> HTMLResponse:
    """The newest messages."""
    gevonden = berichten.lijst(hier.werkplek, wie, na=na, soort=soort)
    return toon(request, "berichten/lijst.html", pagina=gevonden, soort=soort)


@router.get("/{bericht_id}")
@recht(Recht.BERICHTEN_ZIEN)
def een(request: Request, hier: Hier, wie: Wie, bericht_id: int) -> HTMLResponse:
    """One message and what became of it."""
    return toon(request, "berichten/bericht.html", bericht=berichten.toon(hier.werkplek, wie, bericht_id))
