"""Sending a prestatie again as it should have been: the software makes the message."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from backoffice.api.indienen import INGEDIEND, Ingediend, als_ingediend, als_proef
from backoffice.api.vorm import Id, Invoer, Kenmerk, Vorm
from backoffice.services import herstel
from backoffice.services.herstel import Correctie
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/prestaties/{id}/herstel", tags=["prestaties"])


class PrestatieCorrectie(Invoer):
    """What a prestatie should have said: days inclusive, volume in the eenheid, tarief in eurocents."""

    toewijzing_nummer: int = Field(ge=1, le=999_999_999)
    categorie: str = Field(pattern=r"^[0-9A-Z]{2}$")
    code: str = Field(pattern=r"^[0-9A-Z]{5}$")
    begindatum: date = Field(ge=date(2015, 1, 1), le=date(2100, 1, 1))
    einddatum: date = Field(ge=date(2015, 1, 1), le=date(2100, 1, 1))
    volume: int = Field(ge=1, le=99_999_999)
    eenheid: str = Field(pattern=r"^[0-9]{2}$")
    tarief: int | None = Field(default=None, ge=1, le=99_999_999)


class Herstelvoorstel(Vorm):
    """What we would send instead, and in Dutch what we changed and why."""

    voorstel: PrestatieCorrectie
    aangepast: list[str]


class NieuwHerstel(Invoer):
    """A correction, or none to take the prestatie back; the same `kenmerk` with the same values counts once."""

    kenmerk: Kenmerk
    correctie: PrestatieCorrectie | None
    proef: bool = False


@router.get("")
@recht(Recht.PRESTATIES_HERSTELLEN)
def bereid_voor(hier: Hier, wie: Wie, id: Id) -> Herstelvoorstel:
    """Wat wij zouden invullen om deze prestatie te herstellen."""
    vorm = herstel.bereid_voor(hier.werkplek, wie, id, hier.nu())
    return Herstelvoorstel(voorstel=PrestatieCorrectie.van(vorm.voorstel), aangepast=list(vorm.aangepast))


@router.post("", status_code=201, response_model=Ingediend, responses=INGEDIEND)
@recht(Recht.PRESTATIES_HERSTELLEN)
def verstuur(hier: Hier, wie: Wie, id: Id, nieuw: NieuwHerstel) -> Response:
    """Dien de prestatie verbeterd in; met `proef` ziet u alleen wat er zou gebeuren."""
    correctie = None if nieuw.correctie is None else Correctie(**nieuw.correctie.model_dump())
    if nieuw.proef:
        return als_proef(herstel.op_proef(hier.werkplek, wie, id, correctie, nieuw.kenmerk, hier.nu()))
    return als_ingediend(herstel.herstel(hier.werkplek, wie, id, correctie, nieuw.kenmerk, hier.nu()))
