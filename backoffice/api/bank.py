"""What is held back, and what the bank says of payments that were sent."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Path, Request
from pydantic import Field

from backoffice.api.bestanden import GROOTSTE, Gestuurd, gestuurd, vraag
from backoffice.api.problemen import ApiFout
from backoffice.api.voorwaarden import Gezien, keur_gezien
from backoffice.api.vorm import AgbCode, Gemeentecode, Id, Invoer, Lijst, Tekst, Vorm, lijst
from backoffice.services.inzage import betaalverkeer, rekening
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(tags=["blokkades en bank"])

_SOORTEN: Final = {"application/xml": "xml", "text/xml": "xml"}
Verslag = Annotated[Gestuurd, Depends(gestuurd(_SOORTEN))]
Betaalkenmerk = Annotated[
    str, Path(pattern=r"^[0-9A-Za-z._-]{1,40}$", description="Het kenmerk van een betaling.")
]


class Blokkade(Vorm):
    """What is not paid for now: all of an aanbieder, or one prestatie by its ReferentieNummer."""

    id: int
    gemeente: str
    aanbieder: str
    referentie: str | None
    reden: str
    gezet_door: str
    gezet_op: datetime


class NieuweBlokkade(Invoer):
    """What to hold back and why; all that is owed to the aanbieder when no prestatie is named."""

    gemeente: Gemeentecode
    aanbieder: AgbCode
    referentie: Annotated[str | None, Field(pattern=r"^[0-9A-Za-z._-]{1,20}$")] = None
    reden: Tekst


class NieuweBankmelding(Invoer):
    """What somebody saw at the bank of one payment, and the bank's own reason if there is one."""

    stand: Literal["uitgevoerd", "geweigerd"]
    reden: Annotated[Tekst | None, Field(max_length=140)] = None


class Bankverwerking(Vorm):
    """Per payment, in Dutch, what became of it."""

    meldingen: list[str]


@router.get("/blokkades")
@recht(Recht.GROOTBOEK_ZIEN)
def blokkades(request: Request, hier: Hier, wie: Wie) -> Lijst[Blokkade]:
    """Wat nu niet betaald wordt, het oudste eerst."""
    return lijst(request, Blokkade, betaalverkeer.blokkades(hier.werkplek, wie))


@router.get("/blokkades/{id}")
@recht(Recht.GROOTBOEK_ZIEN)
def toon_blokkade(hier: Hier, wie: Wie, id: Id) -> Blokkade:
    """Een blokkade die geldt."""
    return Blokkade.van(rekening.blokkade(hier.werkplek, wie, id))


@router.post("/blokkades", status_code=201)
@recht(Recht.BETALINGEN_VOORSTELLEN)
def blokkeer(hier: Hier, wie: Wie, nieuw: NieuweBlokkade) -> Blokkade:
    """Houd een aanbieder of een prestatie buiten de betalingen."""
    nummer = betaalverkeer.blokkeer(
        hier.werkplek, wie, nieuw.gemeente, nieuw.aanbieder, nieuw.reden, hier.nu(), referentie=nieuw.referentie
    )
    return toon_blokkade(hier, wie, nummer)


@router.post("/blokkades/{id}/opheffen", status_code=204)
@recht(Recht.BETALINGEN_GOEDKEUREN)
def hef_op(request: Request, hier: Hier, wie: Wie, id: Id, gezien: Gezien = None) -> None:
    """Laat weer betalen wat was tegengehouden."""
    keur_gezien(request, toon_blokkade(hier, wie, id))
    betaalverkeer.deblokkeer(hier.werkplek, wie, id, hier.nu())


@router.post("/bankverslagen", openapi_extra=vraag(_SOORTEN, "Een camt.053 of pain.002"), max_body_size=GROOTSTE)
@recht(Recht.BETALINGEN_GOEDKEUREN)
def lees_verslag(hier: Hier, wie: Wie, verslag: Verslag) -> Bankverwerking:
    """Verwerk wat de bank meldt; hetzelfde verslag nog eens verandert niets."""
    if hier.bank is None:
        raise ApiFout(
            409, "Deze back office leest geen bestanden van de bank. Vraag uw beheerder dat in te stellen."
        )
    meldingen = betaalverkeer.lees_bank(hier.werkplek, wie, hier.bank, verslag.inhoud, hier.nu())
    return Bankverwerking(meldingen=meldingen)


@router.post("/betalingen/{kenmerk}/meldingen")
@recht(Recht.BETALINGEN_GOEDKEUREN)
def meld(hier: Hier, wie: Wie, kenmerk: Betaalkenmerk, nieuw: NieuweBankmelding) -> Bankverwerking:
    """Meld wat u bij de bank van een betaling zag."""
    zin = betaalverkeer.meld(hier.werkplek, wie, kenmerk, nieuw.stand, nieuw.reden or "", hier.nu())
    return Bankverwerking(meldingen=[zin])
