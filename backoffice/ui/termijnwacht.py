"""What has to be declared, and by when."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from backoffice.services.inzage import termijnwacht
from backoffice.services.werkboek import MEESTE_RIJEN
from backoffice.toegang.rechten import Recht
from backoffice.ui.bestand import als_stroom, als_tabel
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Vandaag, Wie, recht

router = APIRouter(prefix="/termijnwacht")

_GETOOND: Final = 100
"""Of each Stand."""
_OP_EEN_BLAD: Final = MEESTE_RIJEN - 2
"""Beside the heads and the totals."""


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
    """The list on the screen, or all of it as a file ("csv", or "excel" when it fits)."""
    overzicht = termijnwacht.overzicht(
        hier.werkplek,
        wie,
        vandaag,
        hier.nu(),
        aanbieder=aanbieder or None,
        gemeente=gemeente or None,
        per_stand=None if vorm else _GETOOND,
    )
    past = overzicht is None or sum(overzicht.aantallen.values()) <= _OP_EEN_BLAD
    if vorm and overzicht is not None:
        tabel, naam = termijnwacht.als_tabel(overzicht), f"termijnwacht-{vandaag}"
        return als_tabel([tabel], naam, vorm) if vorm != "csv" and past else als_stroom(tabel, naam)
    return toon(
        request,
        "termijnwacht/lijst.html",
        aantallen=None if overzicht is None else overzicht.aantallen,
        verwacht=[] if overzicht is None else list(overzicht.verwacht),
        filters={"aanbieder": aanbieder, "gemeente": gemeente},
        excel=past,
    )
