"""A feed of the messages that go out: fetch what is new, then say that it was received."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from backoffice.api.bestanden import XML, als_xml
from backoffice.api.vorm import PER_PAGINA, Aantal, Id, Lijst, Na, Vorm, lijst
from backoffice.services.inzage import berichten, uitgaand
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/uitgaande-berichten", tags=["uitgaande berichten"])


class UitgaandBericht(Vorm):
    """A message for an organisation, in answer to `berichtId` if any; `verzondenOp` is when it was fetched."""

    id: int
    bericht_id: int | None
    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    aangemaakt_op: datetime
    verzonden_op: datetime | None
    retour_op: datetime | None
    retour_oordeel: str | None


@router.get("")
@recht(Recht.BERICHTEN_ZIEN)
def haal_op(
    request: Request,
    hier: Hier,
    wie: Wie,
    na: Na = None,
    aantal: Aantal = PER_PAGINA,
    wachtend: bool = False,
) -> Lijst[UitgaandBericht]:
    """De berichten na een nummer, het oudste eerst; met `wachtend` alleen wat uw organisatie nog niet ophaalde."""
    gevonden = uitgaand.lijst(hier.werkplek, wie, na=na or 0, alleen_wachtend=wachtend, per_pagina=aantal)
    return lijst(request, UitgaandBericht, gevonden.rijen, gevonden.volgende)


@router.get("/{id}")
@recht(Recht.BERICHTEN_ZIEN)
def toon(hier: Hier, wie: Wie, id: Id) -> UitgaandBericht:
    """Een bericht, zonder de inhoud."""
    return UitgaandBericht.van(uitgaand.toon(hier.werkplek, wie, id))


@router.get("/{id}/inhoud", response_class=Response, responses=XML)
@recht(Recht.BERICHTEN_ZIEN)
def inhoud(hier: Hier, wie: Wie, id: Id) -> Response:
    """Het bericht zelf, als XML."""
    return als_xml(berichten.haal_uitgaand_op(hier.werkplek, wie, id, hier.nu()))


@router.post("/{id}/ontvangen")
@recht(Recht.BERICHTEN_ZIEN)
def meld_ontvangen(hier: Hier, wie: Wie, id: Id) -> UitgaandBericht:
    """Meld dat uw organisatie dit bericht heeft; nog eens melden verandert niets."""
    return UitgaandBericht.van(uitgaand.meld_ontvangen(hier.werkplek, wie, id, hier.nu()))
