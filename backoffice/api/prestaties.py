"""Prestaties with their decision and the reasons; nothing in an answer names a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from fastapi import APIRouter, Request

from backoffice.api.vorm import PER_PAGINA, Aantal, Id, Lijst, Na, Vorm, lijst
from backoffice.services.inzage import prestaties
from backoffice.services.inzage.berichten import Reden
from backoffice.storage.views.prestaties import PrestatieRij
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/prestaties", tags=["prestaties"])


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


class PrestatieReden(Vorm):
    """Why a prestatie was refused: its retourcode and what that means, what was found, and what to do."""

    regel: str | None
    retourcode: str | None
    betekenis: str
    melding: str | None
    actie: str


class Prestatie(Vorm):
    """A prestatie and its decision: `bedrag` in signed eurocents, volume in its own eenheid, days inclusive."""

    id: int
    bericht_id: int
    gemeente: str
    aanbieder: str
    referentie: str
    vorige_referentie: str | None
    toewijzing_nummer: int
    categorie: str
    code: str
    begindatum: date
    einddatum: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    toegekend: bool
    gecrediteerd_door: int | None
    ontvangen_op: datetime
    wacht_tot: date | None
    redenen: list[PrestatieReden]


class PrestatieInhoud(Prestatie):
    """A prestatie with the checks that only signalled, and the ids of prestaties that hang together with it."""

    signalen: list[Signaal]
    verwante: list[int]


@router.get("/te-herstellen")
@recht(Recht.PRESTATIES_ZIEN)
def te_herstellen(
    request: Request, hier: Hier, wie: Wie, na: Na = None, aantal: Aantal = PER_PAGINA
) -> Lijst[Prestatie]:
    """Wat is afgewezen en nog niet opnieuw is toegekend, het nieuwste eerst; vraag er een op voor de redenen."""
    gevonden = prestaties.te_herstellen(hier.werkplek, wie, hier.nu(), na=na, per_pagina=aantal)
    return lijst(request, Prestatie, [met_redenen(rij, ()) for rij in gevonden.rijen], gevonden.volgende)


@router.get("/{id}")
@recht(Recht.PRESTATIES_ZIEN)
def toon(hier: Hier, wie: Wie, id: Id) -> PrestatieInhoud:
    """Een prestatie met het besluit en de redenen."""
    blad = prestaties.toon(hier.werkplek, wie, id, hier.nu())
    overige = [
        PrestatieReden(regel=None, retourcode=code, betekenis=betekenis, melding=None, actie=actie)
        for code, betekenis, actie in blad.overige
    ]
    zonder = met_redenen(blad.prestatie, blad.redenen)
    return PrestatieInhoud.van(
        zonder,
        redenen=[*zonder.redenen, *overige],
        signalen=blad.signalen,
        verwante=[rij.id for rij in blad.verwante],
    )


def met_redenen(rij: PrestatieRij, redenen: Iterable[Reden]) -> Prestatie:
    """A prestatie as it goes over the wire."""
    return Prestatie.van(
        rij,
        redenen=[
            PrestatieReden(
                regel=reden.bevinding.regel,
                retourcode=reden.bevinding.retourcode,
                betekenis=reden.betekenis,
                melding=reden.bevinding.melding,
                actie=reden.actie,
            )
            for reden in redenen
        ],
    )
