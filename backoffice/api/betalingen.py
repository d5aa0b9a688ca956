"""Payments, what each settles, and what is still open; amounts are signed eurocents."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request

from backoffice.api.vorm import PER_PAGINA, Aantal, Lijst, Na, Vorm, lijst
from backoffice.services.inzage import betalingen
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(tags=["betalingen"])

Betaalkenmerk = Annotated[str, Path(pattern=r"^[0-9A-Za-z.-]{1,35}$", description="Het kenmerk van de betaling.")]


class Betaling(Vorm):
    """A payment that was sent to a bank, and what became of it."""

    id: int
    gemeente: str
    aanbieder: str
    kenmerk: str
    bedrag: int
    betaaldag: date
    stand: str
    stand_op: datetime
    reden: str | None


class Betaalpost(Vorm):
    """What a payment settles of one prestatie, or of a payment that came back."""

    prestatie_id: int | None
    declaratie_nummer: str | None
    referentie: str | None
    toewijzing_nummer: int | None
    leveringsmaand: date
    soort: str
    bedrag: int
    boeking_id: int


class BetalingInhoud(Betaling):
    """A payment line by line; the lines sum to its amount."""

    posten: list[Betaalpost]


class OpenPost(Vorm):
    """What was granted and is not paid yet, per month of delivery; it may be paid from `vervaltOp`."""

    gemeente: str
    aanbieder: str
    leveringsmaand: date
    posten: int
    bedrag: int
    vervalt_op: date


@router.get("/betalingen")
@recht(Recht.BETALINGEN_ZIEN)
def haal_op(request: Request, hier: Hier, wie: Wie, na: Na = None, aantal: Aantal = PER_PAGINA) -> Lijst[Betaling]:
    """De betalingen die naar de bank gingen, de nieuwste eerst."""
    gevonden = betalingen.overzicht(hier.werkplek, wie, na=na, per_pagina=aantal).betalingen
    return lijst(request, Betaling, gevonden.rijen, gevonden.volgende)


@router.get("/betalingen/{kenmerk}")
@recht(Recht.BETALINGEN_ZIEN)
def toon(hier: Hier, wie: Wie, kenmerk: Betaalkenmerk) -> BetalingInhoud:
    """Een betaling met de specificatie."""
    gevonden = betalingen.specificatie(hier.werkplek, wie, kenmerk)
    return BetalingInhoud.van(gevonden.betaling, posten=gevonden.posten)


@router.get("/open-posten")
@recht(Recht.BETALINGEN_ZIEN)
def open_posten(request: Request, hier: Hier, wie: Wie) -> Lijst[OpenPost]:
    """Wat is toegekend en nog niet betaald."""
    return lijst(request, OpenPost, betalingen.overzicht(hier.werkplek, wie, per_pagina=1).open)
