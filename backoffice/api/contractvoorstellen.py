"""Changes of contracts: a file that is loaded, the yearly index, and the voorstellen that another decides on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import Field

from backoffice.api.bestanden import GROOTSTE, Gestuurd, gestuurd, vraag
from backoffice.api.problemen import ApiFout, Fout, probleem
from backoffice.api.voorwaarden import Gezien, keur_gezien
from backoffice.api.vorm import Id, Invoer, Lijst, Tekst, Vorm, lijst
from backoffice.services.contractvoorstellen import SOORTEN, Openstaand
from backoffice.services.inzage import contractwijzigingen
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(tags=["contracten"])

_SOORTEN: Final = {
    "application/yaml": "yaml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
Contractbestand = Annotated[Gestuurd, Depends(gestuurd(_SOORTEN))]
Proef = Annotated[bool, Query(description="Vertel alleen wat er zou gebeuren; er wordt niets bewaard.")]
Percentage = Annotated[int, Field(ge=1, le=10_000, description="In honderdsten van een procent: 350 is 3,5%.")]


class Verschil(Vorm):
    """One thing that differs: where, what it was and what it becomes."""

    plaats: str
    oud: str
    nieuw: str


class Raakvlak(Vorm):
    """What a change touches at a gemeente: running toewijzingen, and approved prestaties in signed eurocents."""

    gemeente: str
    toewijzingen: int
    prestaties: int
    bedrag: int


class Contractwijziging(Vorm):
    """What changes in a contract, and whether that waits for a second person."""

    contractnummer: str
    verschillen: list[Verschil]
    raakvlakken: list[Raakvlak]
    tweede_persoon: bool


class Contractbevinding(Vorm):
    """What is worth a look in a contract, and where."""

    plaats: str
    gevonden: str
    verwacht: str
    melding: str


class ContractenGeladen(Vorm):
    """Contractnummers by what became of them; `soorten` are those of which the participation changed."""

    nieuw: list[str]
    gewijzigd: list[str]
    ongewijzigd: list[str]
    voorgesteld: list[str]
    wachtten_al: list[str]
    soorten: list[str]
    wijzigingen: list[Contractwijziging]
    waarschuwingen: list[Contractbevinding]


class Contractvoorstel(Vorm):
    """A change that waits, or what was decided of it; a `verouderd` one can only be turned down."""

    id: int
    contractnummer: str
    tegen_versie: int
    aanleiding: str
    voorgesteld_door: str
    voorgesteld_op: datetime
    goedgekeurd: bool | None
    besloten_door: str | None
    besloten_op: datetime | None
    toelichting: str | None
    verouderd: bool
    verschillen: list[Verschil]


class Contractbesluit(Invoer):
    """What is decided, and why."""

    besluit: Literal["goedkeuren", "afkeuren"]
    toelichting: Tekst | None = None


class NieuweIndexering(Invoer):
    """By how much tarieven rise from January, of all contracts or of some kinds; `ova` is the plafond."""

    jaar: Annotated[int, Field(ge=2000, le=2099)]
    percentage: Percentage
    ova: Percentage | None = None
    soorten: list[str] = Field(default_factory=list, max_length=len(SOORTEN))


class Indexering(Vorm):
    """Contractnummers by what became of them."""

    voorgesteld: list[str]
    wachtten_al: list[str]
    ongewijzigd: list[str]


@router.post(
    "/contractbestanden",
    response_model=ContractenGeladen,
    openapi_extra=vraag(_SOORTEN, "Een contractbestand"),
    max_body_size=GROOTSTE,
)
@recht(Recht.CONTRACTEN_VOORSTELLEN)
def laad(hier: Hier, wie: Wie, bestand: Contractbestand, proef: Proef = False) -> ContractenGeladen | Response:
    """Laad contracten; een wijziging van tarieven wacht op een ander, en bij een fout wordt niets bewaard."""
    geladen = contractwijzigingen.laad(hier.werkplek, wie, *bestand, hier.nu(), proef=proef)
    if geladen.fouten:
        fouten = [
            Fout(plaats=een.plaats, melding=f"{een.melding} (verwacht: {een.verwacht})") for een in geladen.fouten
        ]
        meer = f" Er zijn nog {geladen.meer_fouten} fouten meer." if geladen.meer_fouten else ""
        return probleem(422, f"Er zijn fouten in het contractbestand; er is niets bewaard.{meer}", fouten=fouten)
    return ContractenGeladen.van(geladen)


@router.get("/contractvoorstellen")
@recht(Recht.CONTRACTVOORSTELLEN_ZIEN)
def haal_op(request: Request, hier: Hier, wie: Wie) -> Lijst[Contractvoorstel]:
    """Wat op een tweede persoon wacht, het oudste eerst."""
    return lijst(
        request, Contractvoorstel, [_als_vorm(een) for een in contractwijzigingen.lijst(hier.werkplek, wie)]
    )


@router.get("/contractvoorstellen/{id}")
@recht(Recht.CONTRACTVOORSTELLEN_ZIEN)
def toon(hier: Hier, wie: Wie, id: Id) -> Contractvoorstel:
    """Een voorstel met wat het zou veranderen, of wat erover is besloten."""
    return _als_vorm(contractwijzigingen.toon(hier.werkplek, wie, id))


@router.post("/contractvoorstellen/{id}/besluiten")
@recht(Recht.CONTRACTEN_BESLUITEN)
def besluit(
    request: Request, hier: Hier, wie: Wie, id: Id, nieuw: Contractbesluit, gezien: Gezien = None
) -> Contractvoorstel:
    """Keur een voorstel goed of af; dat doet een ander dan wie het deed, en goedgekeurd geldt het meteen."""
    keur_gezien(request, toon(hier, wie, id))
    goed = nieuw.besluit == "goedkeuren"
    contractwijzigingen.besluit(hier.werkplek, wie, id, hier.nu(), nieuw.toelichting, goedgekeurd=goed)
    return toon(hier, wie, id)


@router.post("/indexeringen")
@recht(Recht.CONTRACTEN_VOORSTELLEN)
def indexeer(hier: Hier, wie: Wie, nieuw: NieuweIndexering) -> Indexering:
    """Stel hogere tarieven voor; elk contract wacht daarna op een ander."""
    if onbekend := set(nieuw.soorten) - set(SOORTEN):
        raise ApiFout(400, f"{len(onbekend)} soorten kennen wij niet. Verwacht: {', '.join(SOORTEN)}.")
    resultaat = contractwijzigingen.indexeer(
        hier.werkplek, wie, nieuw.jaar, nieuw.percentage, nieuw.ova, nieuw.soorten, hier.nu()
    )
    return Indexering.van(resultaat)


def _als_vorm(een: Openstaand) -> Contractvoorstel:
    return Contractvoorstel.van(een.voorstel, verouderd=een.verouderd, verschillen=een.verschillen)
