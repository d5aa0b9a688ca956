"""Messages that came in."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request

from backoffice.api.vorm import PER_PAGINA, Aantal, Id, Lijst, Na, Vorm, lijst
from backoffice.services.inzage import berichten
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/berichten", tags=["berichten"])

Soort = Annotated[
    str | None, Query(pattern=r"^JW[0-9]{3}$", description="Alleen berichten van deze berichtsoort.")
]


class Bericht(Vorm):
    """A message that came in: the key under which it is known, what was thought of it, and what answers it."""

    id: int
    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    ontvangen_op: datetime
    oordeel: str
    niveau: int | None
    antwoord_soort: str | None
    antwoord_id: int | None


@router.get("")
@recht(Recht.BERICHTEN_ZIEN)
def haal_op(
    request: Request, hier: Hier, wie: Wie, na: Na = None, aantal: Aantal = PER_PAGINA, soort: Soort = None
) -> Lijst[Bericht]:
    """De berichten die binnenkwamen, het nieuwste eerst."""
    gevonden = berichten.lijst(hier.werkplek, wie, na=na, soort=soort, per_pagina=aantal)
    return lijst(request, Bericht, gevonden.rijen, gevonden.volgende)


@router.get("/{id}")
@recht(Recht.BERICHTEN_ZIEN)
def toon(hier: Hier, wie: Wie, id: Id) -> Bericht:
    """Een bericht en wat ervan is geworden."""
    return Bericht.van(berichten.toon(hier.werkplek, wie, id))


class Bevinding(Vorm):
    """What a rule found: the place in the message, what stands there, what was expected, and a sentence of it."""

    regel: str
    niveau: int
    retourcode: str | None
    locatie: str
    gevonden: str
    verwacht: str
    melding: str


class Signaal(Vorm):
    """What refused nothing but may be worth a look."""

    regel: str
    reden: str
