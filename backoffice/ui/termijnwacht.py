"""What has to be declared, and by when."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from backoffice.services.inzage import termijnwacht
from backoffice.toegang.rechten import Recht
from backoffice.ui.bestand import als_tabel
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Vandaag, Wie, recht

router = APIRouter(prefix="/termijnwacht")

_GETOOND = 100


@router.get("")
@recht(Recht.TERMIJNWACHT_ZIEN)
def lijst(
    request: Request,
    hier: Hier,
    wie: Wie,
    vandaag: Vandaag,
    aanbieder: str = "",
    gemeente: str = "",
    vorm: str = "",
) -> Response:
    """The list on the screen, or all of it as a file ("csv" or "excel")."""
    overzicht = termijnwacht.overzicht(
        hier.werkplek, wie, vandaag, hier.nu(), aanbieder=aanbieder or None, gemeente=gemeente or None
    )
    if vorm and overzicht is not None:
        return als_tabel(termijnwacht.als_tabel(overzicht.verwacht), f"termijnwacht-{vandaag}", vorm)
    filters = {"aanbieder": aanbieder, "gemeente": gemeente}
    return toon(request, "termijnwacht/lijst.html", overzicht=overzicht, filters=filters, getoond=_GETOOND)
