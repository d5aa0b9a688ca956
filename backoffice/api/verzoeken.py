"""Verzoeken of aanbieders, and what was answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request

from backoffice.api.vorm import PER_PAGINA, Aantal, Id, Lijst, Na, Vorm, lijst
from backoffice.services.inzage import verzoeken
from backoffice.services.inzage.verzoeken import Verzoekvraag
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

Open = Annotated[bool | None, Query(alias="open", description="Alleen wat open is, of alleen wat niet.")]

router = APIRouter(prefix="/verzoeken", tags=["verzoeken"])


class Verzoek(Vorm):
    """A verzoek of an aanbieder (JW315 or JW317), the message in which it came, and how it stands.

    `uiterlijk` is the last day to answer, `voorstel` and `besluit` say in Dutch what is proposed and was decided.
    """

    id: int
    soort: str
    gemeente: str
    aanbieder: str
    referentie_aanbieder: str
    dagtekening: date
    ontvangen_op: datetime
    bericht_id: int
    status: str
    uiterlijk: date | None
    voorstel: str
    besluit: str


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
def haal_op(
    request: Request,
    hier: Hier,
    wie: Wie,
    na: Na = None,
    aantal: Aantal = PER_PAGINA,
    soort: Literal["JW315", "JW317"] | None = None,
    open_: Annotated[
        bool | None, Query(alias="open", description="Alleen wat open is, of alleen wat niet.")
    ] = None,
) -> Lijst[Verzoek]:
    """De verzoeken, de nieuwste eerst."""
    vraag = Verzoekvraag(soort=soort, is_open=open_)
    gevonden = verzoeken.lijst(hier.werkplek, wie, hier.nu(), vraag, na=na, per_pagina=aantal)
    return lijst(request, Verzoek, gevonden.rijen, gevonden.volgende)


@router.get("/{id}")
@recht(Recht.VERZOEKEN_ZIEN)
def toon(hier: Hier, wie: Wie, id: Id) -> VerzoekInhoud:
    """Een verzoek en wat erop is geantwoord."""
    gevonden = verzoeken.toon(hier.werkplek, wie, id, hier.nu())
    nummers = [een.nummer for een in gevonden.toegewezen]
    return VerzoekInhoud.van(gevonden.verzoek, antwoorden=gevonden.antwoorden, toewijzingen=nummers)
