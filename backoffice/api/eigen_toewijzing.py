"""What a gemeente assigns, changes or takes back of its own accord; a JW301 leaves at once."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from backoffice.api.toewijzingen import BsnVraag
from backoffice.api.vorm import AgbCode, Invoer, Tekst, Vorm
from backoffice.services.eigen_toewijzing import Wens
from backoffice.services.inzage import toewijzen
from backoffice.services.inzage.toewijzen import Gewenst
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(tags=["toewijzingen"])

Dag = Annotated[date, Field(ge=date(2015, 1, 1), le=date(2100, 1, 1))]
Nummer = Annotated[int, Field(ge=1, le=999_999_999)]
Hoeveelheid = Annotated[int, Field(ge=1, le=99_999_999)]


class GewensteToewijzing(Invoer):
    """What should be in force: days inclusive, volume in its eenheid, budget in eurocents."""

    vanaf: Dag
    einddatum: Dag | None = None
    categorie: Annotated[str | None, Field(pattern=r"^[0-9A-Z]{2}$")] = None
    code: Annotated[str | None, Field(pattern=r"^[0-9A-Z]{5}$")] = None
    volume: Hoeveelheid | None = None
    eenheid: Annotated[str | None, Field(pattern=r"^[0-9]{2}$")] = None
    frequentie: Annotated[str | None, Field(pattern=r"^[0-9]$")] = None
    budget: Hoeveelheid | None = None


class ToewijzingWens(Invoer):
    """What should become of a toewijzing, or of none yet; without `gewenst` it is taken back."""

    toewijzing_nummer: Nummer | None = None
    gewenst: GewensteToewijzing | None = None
    reden: Annotated[str | None, Field(pattern=r"^[0-9]{2}$", description="Een andere RedenWijziging.")] = None


class EigenToewijzing(BsnVraag):
    """For whom, at which aanbieder, and on what grounds although a check says no."""

    aanbieder: AgbCode
    wensen: list[ToewijzingWens] = Field(min_length=1, max_length=50)
    gronden: list[Tekst] = Field(default_factory=list, max_length=20)
    instemming: bool = Field(default=False, description="De aanbieder is het hiermee eens.")


class Toegewezen(Vorm):
    """The message that left, and what it did."""

    werk_id: int
    uitgaand_id: int | None
    zinnen: list[str]


class NieuweClient(Invoer):
    """What a JW301 says of a jeugdige: the fields of its Client in lowerCamelCase, without toewijzingen."""

    client: dict[str, Any]


class ClientBewaard(Vorm):
    """Our own number for a jeugdige."""

    id: int


@router.post("/clienten", status_code=201)
@recht(Recht.TOEWIJZINGEN_MAKEN)
def leg_client_vast(hier: Hier, wie: Wie, nieuw: NieuweClient) -> ClientBewaard:
    """Leg vast wat een toewijzing van een jeugdige moet zeggen; wat er al was wordt vervangen."""
    return ClientBewaard(id=toewijzen.leg_client_vast(hier.werkplek, wie, _slang(nieuw.client), hier.nu()))


@router.post("/toewijzingen", status_code=201)
@recht(Recht.TOEWIJZINGEN_MAKEN)
def wijs_toe(hier: Hier, wie: Wie, nieuw: EigenToewijzing) -> Toegewezen:
    """Wijs toe, wijzig of trek in; het bericht aan de aanbieder gaat meteen uit."""
    return Toegewezen.van(
        toewijzen.stel_op(
            hier.werkplek,
            wie,
            nieuw.aanbieder,
            nieuw.bsn,
            [_wens(een) for een in nieuw.wensen],
            hier.nu(),
            gronden=nieuw.gronden,
            instemming=nieuw.instemming,
        )
    )


def _wens(een: ToewijzingWens) -> Wens:
    gewenst = None if een.gewenst is None else Gewenst(**een.gewenst.model_dump())
    return Wens(een.toewijzing_nummer, gewenst, een.reden)


def _slang(waarde: Any) -> Any:
    """A tree with the names of its fields in snake_case."""
    match waarde:
        case dict():
            return {re.sub(r"([A-Z])", r"_\1", naam).lower(): _slang(deel) for naam, deel in waarde.items()}
        case list():
            return [_slang(deel) for deel in waarde]
        case _:
            return waarde
