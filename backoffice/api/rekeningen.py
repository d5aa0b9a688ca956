"""The accounts that are paid to and from: proposed by one, confirmed or refused by another."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import Field

from backoffice.api.voorwaarden import Gezien, keur_gezien
from backoffice.api.vorm import PER_PAGINA, Aantal, Id, Invoer, Lijst, Na, Tekst, Vorm, lijst
from backoffice.services.inzage import betaalverkeer, rekening
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/betaalrekeningen", tags=["betaalrekeningen"])


class Betaalrekening(Vorm):
    """An account of an aanbieder or gemeente; `geldig_vanaf` is empty while it waits and when it was refused."""

    id: int
    partij: str
    iban: str
    naam: str
    voorgesteld_door: str
    voorgesteld_op: datetime
    besloten_door: str | None
    besloten_op: datetime | None
    geldig_vanaf: date | None


class NieuweRekening(Invoer):
    """Of whom (AGB-code or gemeentecode), and the name of the holder."""

    partij: Annotated[str, Field(pattern=r"^([0-9]{4}|[0-9]{8})$")]
    iban: Annotated[str, Field(pattern=r"^[A-Za-z0-9 ]{1,42}$")]
    naam: Annotated[Tekst, Field(max_length=140)]


class Rekeningbesluit(Invoer):
    """What is decided."""

    besluit: Literal["bevestigen", "weigeren"]


@router.get("")
@recht(Recht.BETALINGEN_ZIEN)
def haal_op(
    request: Request, hier: Hier, wie: Wie, na: Na = None, aantal: Aantal = PER_PAGINA
) -> Lijst[Betaalrekening]:
    """De rekeningen, de nieuwste eerst; wat op een besluit wacht heeft geen `beslotenDoor`."""
    gevonden = betaalverkeer.rekeningen(hier.werkplek, wie, na=na, per_pagina=aantal).alle
    return lijst(request, Betaalrekening, gevonden.rijen, gevonden.volgende)


@router.get("/{id}")
@recht(Recht.BETALINGEN_ZIEN)
def toon(hier: Hier, wie: Wie, id: Id) -> Betaalrekening:
    """Een rekening."""
    return Betaalrekening.van(rekening.toon(hier.werkplek, wie, id))


@router.post("", status_code=201)
@recht(Recht.REKENINGEN_VOORSTELLEN)
def stel_voor(hier: Hier, wie: Wie, nieuw: NieuweRekening) -> Betaalrekening:
    """Stel een rekening voor; een ander bevestigt haar, en daarna duurt het nog enkele dagen voor zij geldt."""
    nummer = betaalverkeer.stel_rekening_voor(hier.werkplek, wie, nieuw.partij, nieuw.iban, nieuw.naam, hier.nu())
    return toon(hier, wie, nummer)


@router.post("/{id}/besluiten")
@recht(Recht.REKENINGEN_BESLUITEN)
def besluit(
    request: Request, hier: Hier, wie: Wie, id: Id, nieuw: Rekeningbesluit, gezien: Gezien = None
) -> Betaalrekening:
    """Bevestig of weiger een rekening; dat doet een ander dan wie haar voorstelde."""
    keur_gezien(request, toon(hier, wie, id))
    if nieuw.besluit == "bevestigen":
        betaalverkeer.bevestig_rekening(hier.werkplek, wie, id, hier.nu())
    else:
        betaalverkeer.weiger_rekening(hier.werkplek, wie, id, hier.nu())
    return toon(hier, wie, id)
