"""Why something was decided, as data and in Dutch; nothing in it names a person."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter

from backoffice.api.prestaties import Bevinding, Signaal
from backoffice.api.vorm import Id, Vorm
from backoffice.services.inzage import uitleg
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(tags=["uitleg"])


class Retourcodeadvies(Vorm):
    """What a retourcode means, what an aanbieder can do, and where that follows from."""

    retourcode: str
    betekenis: str
    actie: str
    bron: str


class Prestatieuitleg(Vorm):
    """A decision with what it rests on: the versions of toewijzing, contract and rules, and the story in lines."""

    toegekend: bool
    bedrag: int
    toewijzing_nummer: int
    toewijzing_versie: int | None
    contract: str | None
    contractversie: int | None
    regelset: str
    termijn: str | None
    antwoord_uiterlijk: date | None
    bevindingen: list[Bevinding]
    signalen: list[Signaal]
    adviezen: list[Retourcodeadvies]
    verhaal: list[str]


class Berichtuitleg(Vorm):
    """A verdict on a message, which message it answers and which one answers it, and the story in lines."""

    afgekeurd: bool
    niveau: int | None
    beantwoordt: str | None
    antwoord: str | None
    bevindingen: list[Bevinding]
    signalen: list[Signaal]
    verhaal: list[str]


@router.get("/prestaties/{id}/uitleg")
@recht(Recht.PRESTATIES_ZIEN)
def van_prestatie(hier: Hier, wie: Wie, id: Id) -> Prestatieuitleg:
    """Waarom een prestatie is toegekend of afgewezen."""
    gevonden = uitleg.van_prestatie(hier.werkplek, wie, id, hier.nu())
    return Prestatieuitleg.van(gevonden.besluit, adviezen=gevonden.adviezen, verhaal=gevonden.verhaal)


@router.get("/berichten/{id}/uitleg")
@recht(Recht.BERICHTEN_ZIEN)
def van_bericht(hier: Hier, wie: Wie, id: Id) -> Berichtuitleg:
    """Waarom een bericht is goedgekeurd of afgekeurd."""
    gevonden = uitleg.van_bericht(hier.werkplek, wie, id, hier.nu())
    return Berichtuitleg.van(gevonden.verhaal, verhaal=gevonden.regels)
