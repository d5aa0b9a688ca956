"""Messages that came in: what became of them, and of the prestaties in a declaratie."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from backoffice.api.bestanden import XML, als_xml
from backoffice.api.prestaties import Bevinding, Prestatie, Signaal, met_redenen
from backoffice.api.vorm import GROOTSTE_ID, PER_PAGINA, Aantal, Id, Lijst, Na, Vorm, lijst
from backoffice.services.inzage import berichten
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/berichten", tags=["berichten"])

Soort = Annotated[str | None, Query(pattern=r"^JW[0-9]{3}$", description="Alleen deze berichtsoort.")]
Oordeel = Annotated[
    Literal["goed", "deels", "afgekeurd", "aangehouden"] | None, Query(description="Alleen met dit oordeel.")
]
Identificatie = Annotated[
    str | None, Query(pattern=r"^[0-9A-Za-z._-]{1,12}$", description="Alleen met deze Identificatie.")
]
Dag = Annotated[date | None, Query(ge=date(2015, 1, 1), le=date(2100, 1, 1))]


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
    conflict_van: int | None
    antwoord_soort: str | None
    antwoord_id: int | None


class Declaratie(Vorm):
    """What a JW323 came to; amounts are signed eurocents."""

    id: int
    nummer: str
    periode: date
    ingediend: int
    toegekend: int
    regels: int
    afgewezen: int
    antwoord_uiterlijk: date | None


class BerichtInhoud(Bericht):
    """A message with what was found in it as a whole, and the sums of its declaratie."""

    bevindingen: list[Bevinding]
    signalen: list[Signaal]
    declaratie: Declaratie | None


@router.get("")
@recht(Recht.BERICHTEN_ZIEN)
def haal_op(
    request: Request,
    hier: Hier,
    wie: Wie,
    na: Na = None,
    aantal: Aantal = PER_PAGINA,
    soort: Soort = None,
    oordeel: Oordeel = None,
    identificatie: Identificatie = None,
    van: Dag = None,
    tot: Dag = None,
) -> Lijst[Bericht]:
    """De berichten die binnenkwamen, het nieuwste eerst."""
    gevonden = berichten.lijst(
        hier.werkplek,
        wie,
        na=na,
        soort=soort,
        oordeel=oordeel,
        identificatie=identificatie,
        van=van,
        tot=tot,
        per_pagina=aantal,
    )
    return lijst(request, Bericht, gevonden.rijen, gevonden.volgende)


@router.get("/{id}")
@recht(Recht.BERICHTEN_ZIEN)
def toon(hier: Hier, wie: Wie, id: Id) -> BerichtInhoud:
    """Een bericht en wat ervan is geworden."""
    # Without prestaties: those are asked for beside it, and only then somebody's data are looked at.
    blad = berichten.blad(hier.werkplek, wie, id, hier.nu(), na=GROOTSTE_ID)
    bevindingen = [Bevinding.van(reden.bevinding) for reden in blad.redenen]
    return BerichtInhoud.van(
        blad.bericht, bevindingen=bevindingen, signalen=blad.signalen, declaratie=blad.declaratie
    )


@router.get("/{id}/prestaties")
@recht(Recht.PRESTATIES_ZIEN)
def prestaties(
    request: Request,
    hier: Hier,
    wie: Wie,
    id: Id,
    na: Na = None,
    aantal: Aantal = PER_PAGINA,
    alle: Annotated[bool, Query(description="Ook wat is toegekend.")] = False,
) -> Lijst[Prestatie]:
    """De afgewezen prestaties van een declaratie met de redenen, of alle."""
    blad = berichten.blad(hier.werkplek, wie, id, hier.nu(), alle=alle, na=na or 0, per_pagina=aantal)
    rijen = [met_redenen(regel.prestatie, regel.redenen) for regel in blad.regels.rijen]
    return lijst(request, Prestatie, rijen, blad.regels.volgende)


@router.get("/{id}/inhoud", response_class=Response, responses=XML)
@recht(Recht.BERICHTEN_ZIEN)
def inhoud(hier: Hier, wie: Wie, id: Id) -> Response:
    """Het bericht zoals het binnenkwam, als XML."""
    return als_xml(berichten.haal_ontvangen_op(hier.werkplek, wie, id, hier.nu()))
