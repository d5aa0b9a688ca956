"""Facts that decide which gemeente bears the care of a jeugdige; the BSN only stands in what is asked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from backoffice.api.problemen import ApiFout
from backoffice.api.toewijzingen import BsnVraag
from backoffice.api.vorm import Bsn, Gemeentecode, Id, Invoer, Lijst, Tekst, Vorm, lijst
from backoffice.services.inzage import feiten
from backoffice.services.leg_feiten_vast import SOORTEN, Opgave
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(tags=["persoonsfeiten"])

Dag = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 1, 1))]


class Persoonsfeit(Vorm):
    """A fact that holds: its days inclusive, a gemeente where it has one, where it comes from and who told it."""

    id: int
    soort: str
    vanaf: date | None
    tot_en_met: date | None
    gemeente: str | None
    in_onderzoek: bool
    bron: str
    ingevoerd_op: datetime
    ingevoerd_door: str


class NieuwPersoonsfeit(Invoer):
    """A fact about somebody; `vervangt` says that it takes the place of what was known of the same."""

    bsn: Bsn
    soort: Annotated[str, Field(max_length=40, json_schema_extra={"examples": list(SOORTEN)})]
    vanaf: Dag | None = None
    tot_en_met: Dag | None = None
    gemeente: Gemeentecode | None = None
    in_onderzoek: bool = False
    bron: Tekst
    vervangt: bool = False


class Vastgelegd(Vorm):
    """What became of it: 1 for what happened, 0 for what did not."""

    nieuw: int
    vervangen: int
    ongewijzigd: int


class Intrekking(Invoer):
    """Why a fact is not true."""

    reden: Tekst


class DragerVraag(BsnVraag):
    """About whom, and over which days, inclusive."""

    vanaf: Dag
    tot_en_met: Dag


class Drager(Vorm):
    """The gemeente that is responsible over some days, why and by which facts; else what has to be found out."""

    vanaf: date
    tot_en_met: date
    gemeente: str | None
    grond: str
    feiten: list[str]
    ontbreekt: str | None


@router.post("/persoonsfeiten/zoeken")
@recht(Recht.FEITEN_ZIEN)
def zoek(request: Request, hier: Hier, wie: Wie, vraag: BsnVraag) -> Lijst[Persoonsfeit]:
    """Wat van een jeugdige bekend is; het BSN staat in de inhoud van het verzoek, nooit in het adres."""
    gevonden = feiten.zoek(hier.werkplek, wie, vraag.bsn, hier.nu())
    return lijst(request, Persoonsfeit, gevonden)


@router.post("/persoonsfeiten")
@recht(Recht.FEITEN_VASTLEGGEN)
def leg_vast(hier: Hier, wie: Wie, nieuw: NieuwPersoonsfeit) -> Vastgelegd:
    """Leg een feit vast; hetzelfde nog eens verandert niets."""
    opgave = Opgave(nieuw.soort, nieuw.vanaf, nieuw.tot_en_met, nieuw.gemeente, nieuw.in_onderzoek, nieuw.bron)
    return Vastgelegd.van(
        feiten.voeg_toe(hier.werkplek, wie, nieuw.bsn, opgave, hier.nu(), vervangt=nieuw.vervangt)
    )


@router.post("/persoonsfeiten/{id}/intrekken", status_code=204)
@recht(Recht.FEITEN_VASTLEGGEN)
def trek_in(hier: Hier, wie: Wie, id: Id, intrekking: Intrekking) -> None:
    """Trek een feit in dat niet klopt; het blijft in de geschiedenis staan."""
    feiten.trek_in(hier.werkplek, wie, id, intrekking.reden, hier.nu())


@router.post("/wie-betaalt")
@recht(Recht.FEITEN_ZIEN)
def wie_betaalt(request: Request, hier: Hier, wie: Wie, vraag: DragerVraag) -> Lijst[Drager]:
    """Welke gemeente over een periode voor een jeugdige betaalt, en waarom; leeg als niets bekend is."""
    if vraag.tot_en_met < vraag.vanaf:
        raise ApiFout(400, "De laatste dag ligt voor de eerste. Draai ze om.")
    periodes = feiten.wie_draagt(hier.werkplek, wie, vraag.bsn, vraag.vanaf, vraag.tot_en_met, hier.nu())
    return lijst(request, Drager, periodes)
