"""Verzoeken of aanbieders, and what was answered."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import APIRouter, Request

from backoffice.api.vorm import PER_PAGINA, Aantal, Id, Lijst, Na, Vorm, lijst
from backoffice.services.inzage import verzoeken
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/verzoeken", tags=["verzoeken"])


class Verzoek(Vorm):
    """A verzoek of an aanbieder (JW315 or JW317), and the message in which it came."""

    id: int
    soort: str
    gemeente: str
    aanbieder: str
    referentie_aanbieder: str
    dagtekening: date
    ontvangen_op: datetime
    bericht_id: int


class VerzoekAntwoord(Vorm):
    """An answer by its code (WJ760), why (WJ759), and which gemeente is answerable instead."""

    antwoord: str
    reden: str | None
    woonplaats: str | None
    dagtekening: date
    bericht_id: int | None
    uitgaand_id: int | None


class VerzoekInhoud(Verzoek):
    """A verzoek with its answers and the ToewijzingNummers that came of it."""

    antwoorden: list[VerzoekAntwoord]
    toewijzingen: list[int]


@router.get("")
@recht(Recht.VERZOEKEN_ZIEN)
def haal_op(request: Request, hier: Hier, wie: Wie, na: Na = None, aantal: Aantal = PER_PAGINA) -> Lijst[Verzoek]:
    """De verzoeken, de nieuwste eerst."""
    gevonden = verzoeken.lijst(hier.werkplek, wie, hier.nu(), na=na, per_pagina=aantal)
    return lijst(request, Verzoek, gevonden.rijen, gevonden.volgende)


@router.get("/{id}")
@recht(Recht.VERZOEKEN_ZIEN)
def toon(hier: Hier, wie: Wie, id: Id) -> VerzoekInhoud:
    """Een verzoek en wat erop is geantwoord."""
    gevonden = verzoeken.toon(hier.werkplek, wie, id, hier.nu())
    return VerzoekInhoud.van(gevonden.verzoek, antwoorden=gevonden.antwoorden, toewijzingen=gevonden.toewijzingen)
