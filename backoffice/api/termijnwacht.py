"""The termijnwacht: which prestaties are still expected, and by when."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request

from backoffice.api.problemen import ApiFout
from backoffice.api.vorm import Lijst, Vorm, lijst
from backoffice.services.inzage import termijnwacht
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Vandaag, Wie, recht

router = APIRouter(prefix="/termijnwacht", tags=["termijnwacht"])

Aanbieder = Annotated[str | None, Query(pattern=r"^[0-9]{8}$", description="Alleen van deze AGB-code.")]
Gemeente = Annotated[str | None, Query(pattern=r"^[0-9]{4}$", description="Alleen bij deze gemeentecode.")]


class Verwacht(Vorm):
    """A period of care that is over and not declared; `dagenOver` is below zero when the term passed."""

    gemeente: str
    aanbieder: str
    toewijzing_nummer: int
    begindatum: date
    einddatum: date
    gestart: bool
    uiterlijk: date | None
    dagen_over: int | None
    stand: str


@router.get("")
@recht(Recht.TERMIJNWACHT_ZIEN)
def haal_op(
    request: Request,
    hier: Hier,
    wie: Wie,
    vandaag: Vandaag,
    aanbieder: Aanbieder = None,
    gemeente: Gemeente = None,
) -> Lijst[Verwacht]:
    """Wat nog moet worden gedeclareerd; wie voor de regio werkt noemt een aanbieder of een gemeente."""
    overzicht = termijnwacht.overzicht(
        hier.werkplek, wie, vandaag, hier.nu(), aanbieder=aanbieder, gemeente=gemeente
    )
    if overzicht is None:
        raise ApiFout(400, "Noem een aanbieder of een gemeente.")
    rijen = [Verwacht.van(een, stand=een.stand.value, uiterlijk=een.uiterste_datum) for een in overzicht.verwacht]
    return lijst(request, Verwacht, rijen)
