"""Toewijzingen as in force, with their history; nothing in an answer names a person."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import APIRouter, Request

from backoffice.api.vorm import PER_PAGINA, Aantal, Bsn, Id, Invoer, Lijst, Na, Vorm, lijst
from backoffice.services.inzage import toewijzingen
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/toewijzingen", tags=["toewijzingen"])


class Toewijzing(Vorm):
    """A toewijzing: volume in its own eenheid, budget in eurocents, and what was used of both."""

    id: int
    gemeente: str
    toewijzing_nummer: int
    aanbieder: str
    categorie: str | None
    code: str | None
    toewijzingsdatum: date
    ingangsdatum: date
    einddatum: date | None
    volume: int | None
    eenheid: str | None
    frequentie: str | None
    budget: int | None
    reden_wijziging: str | None
    verwijderd: bool
    versie: int
    gebruikt_volume: int
    gebruikt_bedrag: int


class ToewijzingVersie(Vorm):
    """How a toewijzing was, and which message told of it."""

    versie: int
    vastgelegd_op: datetime
    ingangsdatum: date
    einddatum: date | None
    volume: int | None
    eenheid: str | None
    frequentie: str | None
    budget: int | None
    reden_wijziging: str | None
    verwijderd: bool
    bericht_id: int | None
    uitgaand_id: int | None


class ToewijzingInhoud(Toewijzing):
    """A toewijzing with every version it had, oldest first."""

    versies: list[ToewijzingVersie]


class BsnVraag(Invoer):
    """About whom."""

    bsn: Bsn


@router.get("")
@recht(Recht.TOEWIJZINGEN_ZIEN)
def haal_op(
    request: Request, hier: Hier, wie: Wie, na: Na = None, aantal: Aantal = PER_PAGINA
) -> Lijst[Toewijzing]:
    """De toewijzingen, de nieuwste eerst."""
    gevonden = toewijzingen.lijst(hier.werkplek, wie, hier.nu(), na=na, per_pagina=aantal)
    return lijst(request, Toewijzing, gevonden.rijen, gevonden.volgende)


@router.get("/{id}")
@recht(Recht.TOEWIJZINGEN_ZIEN)
def toon(hier: Hier, wie: Wie, id: Id) -> ToewijzingInhoud:
    """Een toewijzing met alle versies."""
    gevonden = toewijzingen.toon(hier.werkplek, wie, id, hier.nu())
    return ToewijzingInhoud.van(gevonden.toewijzing, versies=gevonden.versies)


@router.post("/zoeken")
@recht(Recht.TOEWIJZINGEN_ZIEN)
def zoek(
    request: Request, hier: Hier, wie: Wie, vraag: BsnVraag, na: Na = None, aantal: Aantal = PER_PAGINA
) -> Lijst[Toewijzing]:
    """De toewijzingen van een jeugdige; het BSN staat in de inhoud van het verzoek, nooit in het adres."""
    gevonden = toewijzingen.lijst(hier.werkplek, wie, hier.nu(), na=na, bsn=vraag.bsn, per_pagina=aantal)
    return lijst(request, Toewijzing, gevonden.rijen, gevonden.volgende)
