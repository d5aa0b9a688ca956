"""Proposals to pay: made by one, approved by another, and then a file for the bank."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response

from backoffice.api.bestanden import XML, als_xml
from backoffice.api.voorwaarden import Gezien, keur_gezien
from backoffice.api.vorm import PER_PAGINA, Aantal, Gemeentecode, Id, Invoer, Lijst, Na, Vorm, lijst
from backoffice.services.inzage import betaalvoorstellen
from backoffice.services.inzage.berichten import Bestand
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/betaalvoorstellen", tags=["betaalvoorstellen"])


class Betaalvoorstel(Vorm):
    """A proposal: `bedrag` eurocents in `aantal` payments on a day, who made it and who decided."""

    id: int
    gemeente: str
    betaaldag: date
    gemaakt_door: str
    gemaakt_op: datetime
    besluit: str | None
    besloten_door: str | None
    besloten_op: datetime | None
    geexporteerd_op: datetime | None
    aantal: int
    bedrag: int


class Opdracht(Vorm):
    """A payment: `bedrag` in eurocents, where it goes, and what became of it."""

    kenmerk: str
    aanbieder: str
    bedrag: int
    iban: str
    naam: str
    stand: str
    reden: str | None


class BetaalvoorstelInhoud(Betaalvoorstel):
    """A proposal with its payments."""

    betalingen: list[Opdracht]


class NieuwVoorstel(Invoer):
    """For which gemeente, to pay on which day; `proef` only shows it."""

    gemeente: Gemeentecode
    betaaldag: date
    proef: bool = False


class Overgeslagen(Vorm):
    """An aanbieder that is not paid now, and why; `bedrag` is eurocents."""

    aanbieder: str
    bedrag: int
    reden: str


class Gemaakt(Vorm):
    """A proposal that was made; without number when there was nothing to pay, or on trial."""

    nummer: int | None
    bedrag: int
    aantal: int
    overgeslagen: list[Overgeslagen]


class VoorstelBesluit(Invoer):
    """What is decided."""

    besluit: Literal["goedkeuren", "afkeuren"]


@router.get("")
@recht(Recht.BETALINGEN_ZIEN)
def haal_op(
    request: Request, hier: Hier, wie: Wie, na: Na = None, aantal: Aantal = PER_PAGINA
) -> Lijst[Betaalvoorstel]:
    """De voorstellen, het nieuwste eerst."""
    gevonden = betaalvoorstellen.lijst(hier.werkplek, wie, na=na, per_pagina=aantal)
    return lijst(request, Betaalvoorstel, gevonden.rijen, gevonden.volgende)


@router.get("/{id}")
@recht(Recht.BETALINGEN_ZIEN)
def toon(hier: Hier, wie: Wie, id: Id) -> BetaalvoorstelInhoud:
    """Een voorstel met de betalingen erin."""
    gevonden = betaalvoorstellen.toon(hier.werkplek, wie, id)
    return BetaalvoorstelInhoud.van(gevonden.voorstel, betalingen=gevonden.betalingen)


@router.post("", status_code=201)
@recht(Recht.BETALINGEN_VOORSTELLEN)
def maak(hier: Hier, wie: Wie, nieuw: NieuwVoorstel) -> Gemaakt:
    """Stel voor wat een gemeente betaalt."""
    gemaakt = betaalvoorstellen.maak(
        hier.werkplek, wie, nieuw.gemeente, nieuw.betaaldag, hier.nu(), proef=nieuw.proef
    )
    voorstel = gemaakt.voorstel
    return Gemaakt.van(voorstel, nummer=gemaakt.nummer, aantal=len(voorstel.betalingen))


@router.post("/{id}/besluiten")
@recht(Recht.BETALINGEN_GOEDKEUREN)
def besluit(
    request: Request, hier: Hier, wie: Wie, id: Id, nieuw: VoorstelBesluit, gezien: Gezien = None
) -> BetaalvoorstelInhoud:
    """Keur een voorstel goed of af; goedkeuren doet een ander dan wie het maakte."""
    keur_gezien(request, toon(hier, wie, id))
    goed = nieuw.besluit == "goedkeuren"
    betaalvoorstellen.besluit(hier.werkplek, wie, id, hier.nu(), goedgekeurd=goed)
    return toon(hier, wie, id)


@router.post("/{id}/bestand", response_class=Response, responses=XML)
@recht(Recht.BETALINGEN_GOEDKEUREN)
def bestand(hier: Hier, wie: Wie, id: Id) -> Response:
    """Het bestand voor de bank; wie het nog eens vraagt krijgt hetzelfde."""
    inhoud = betaalvoorstellen.bestand(hier.werkplek, wie, id, hier.bank, hier.nu())
    return als_xml(Bestand(f"betaalvoorstel-{id}.xml", inhoud))
