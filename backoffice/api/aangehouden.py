"""Lines that wait for a decision because they came after the agreed term."""

from __future__ import annotations

from datetime import date
from typing import Literal

from fastapi import APIRouter, Request

from backoffice.api.voorwaarden import Gezien, keur_gezien
from backoffice.api.vorm import Id, Invoer, Lijst, Tekst, Vorm, lijst
from backoffice.services.beslis_aangehouden import BESLUITEN
from backoffice.services.inzage import aangehouden
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/aangehouden", tags=["aangehouden prestaties"])


class Aangehouden(Vorm):
    """A line that waits, until when at most, and why; `bedrag` is eurocents."""

    prestatie_id: int
    bericht_id: int
    gemeente: str
    aanbieder: str
    identificatie: str
    referentie: str
    begindatum: date
    bedrag: int
    contract: str
    beslissen_uiterlijk: date
    zin: str
    besluit: str | None


class AangehoudenBesluit(Invoer):
    """What is decided of a line, and why."""

    besluit: Literal["accepteer", "wijs-af"]
    reden: Tekst


class Gevolg(Vorm):
    """Whether the declaratie is answered with this, and what it came to in eurocents."""

    beantwoord: bool
    toegekend: int | None
    afgewezen: int | None


@router.get("")
@recht(Recht.AANGEHOUDEN_ZIEN)
def haal_op(request: Request, hier: Hier, wie: Wie) -> Lijst[Aangehouden]:
    """De regels die wachten, de dringendste eerst."""
    return lijst(request, Aangehouden, aangehouden.lijst(hier.werkplek, wie))


@router.get("/{id}")
@recht(Recht.AANGEHOUDEN_ZIEN)
def toon(hier: Hier, wie: Wie, id: Id) -> Aangehouden:
    """Een regel die wacht, bij het nummer van de prestatie."""
    return Aangehouden.van(aangehouden.toon(hier.werkplek, wie, id))


@router.post("/{id}/besluiten")
@recht(Recht.AANGEHOUDEN_BESLISSEN)
def beslis(
    request: Request, hier: Hier, wie: Wie, id: Id, nieuw: AangehoudenBesluit, gezien: Gezien = None
) -> Gevolg:
    """Accepteer een regel of wijs haar af; met de laatste regel gaat het antwoord uit."""
    keur_gezien(request, toon(hier, wie, id))
    klaar = aangehouden.beslis(hier.werkplek, wie, id, BESLUITEN[nieuw.besluit], nieuw.reden, hier.nu())
    if klaar is None:
        return Gevolg(beantwoord=False, toegekend=None, afgewezen=None)
    return Gevolg.van(klaar, beantwoord=True)
