"""Sending messages: for real, or to see beforehand what would become of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from backoffice.api.beschrijving import PAD
from backoffice.api.herhaling import eerder_beantwoord, leest_zelf
from backoffice.api.inlevering import GROOTSTE, VRAAG, ingeleverd
from backoffice.api.prestaties import Bevinding, Signaal
from backoffice.api.problemen import Fout, probleem
from backoffice.api.vorm import Vorm
from backoffice.services import indienen
from backoffice.services.indienen import Aangeboden, Inzending, Proef
from backoffice.services.werkplek import Werkplek
from backoffice.toegang.rechten import Bezoeker, Recht
from backoffice.web.poort import Hier, Portaal, Wie, recht

router = APIRouter(tags=["berichten indienen"])

T = TypeVar("T")
_NIET_BEWAARD: Final = {"onleesbaar": 422, "vreemd": 403}


class Ingediend(Vorm):
    """What became of a message; amounts are eurocents, and `advies` says what to do now."""

    bericht_id: int | None
    uitkomst: str
    soort: str
    identificatie: str
    niveau: int | None
    antwoord_soort: str | None
    regels: int
    toegekend: int
    afgewezen: int
    reden: str | None
    advies: str
    bevindingen: list[Bevinding]
    signalen: list[Signaal]


class Proefregel(Vorm):
    """A prestatie of a proefdeclaratie: signed eurocents, and how it stands against the agreed term."""

    referentienummer: str
    bedrag: int
    retourcodes: list[str]
    betekenissen: list[str]
    termijn: str | None


class Proefuitslag(Ingediend):
    """What would become of a message: rejected prestaties first, 200 at most; `meer` were left out."""

    prestaties: list[Proefregel]
    meer: int


INGEDIEND: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "Dit bericht was er al.", "model": Ingediend}
}


@router.post(
    "/berichten",
    status_code=201,
    response_model=Ingediend,
    responses=INGEDIEND,
    openapi_extra=VRAAG,
    max_body_size=GROOTSTE,
)
@recht(Recht.BERICHTEN_INDIENEN)
@leest_zelf
async def dien_in(request: Request, hier: Hier, wie: Wie) -> Response:
    """Dien een bericht in; hetzelfde bericht nog eens geeft hetzelfde antwoord en verandert niets."""
    return als_ingediend(await _neem(request, hier, wie, indienen.dien_in))


@router.post("/proefdeclaraties", response_model=Proefuitslag, openapi_extra=VRAAG, max_body_size=GROOTSTE)
@recht(Recht.BERICHTEN_INDIENEN)
@leest_zelf
async def probeer(request: Request, hier: Hier, wie: Wie) -> Response:
    """Zie vooraf wat er met een bericht zou gebeuren; er wordt niets bewaard."""
    return als_proef(await _neem(request, hier, wie, indienen.probeer))


async def _neem(
    request: Request,
    hier: Portaal,
    wie: Bezoeker,
    neem: Callable[[Werkplek, Bezoeker, Sequence[Aangeboden], datetime], list[T]],
) -> T:
    async with ingeleverd(request) as aangeboden:
        await eerder_beantwoord(request, aangeboden.invoer.read)
        aangeboden.invoer.seek(0)
        (een,) = await hier.beurten.doe(partial(neem, hier.werkplek, wie, [aangeboden], hier.nu()))
    return een


def als_ingediend(inzending: Inzending) -> Response:
    """The answer to a message that was sent: what became of it and where it is, or the problem with it."""
    if (afgewezen := _niet_bewaard(inzending)) is not None:
        return afgewezen
    return JSONResponse(
        Ingediend(**_velden(inzending)).model_dump(mode="json", by_alias=True),
        200 if inzending.ontvangst.uitkomst == "herhaald" else 201,
        {"Location": f"{PAD}/berichten/{inzending.bericht_id}"},
    )


def als_proef(proef: Proef) -> Response:
    """The answer to a message that was sent on trial."""
    if (afgewezen := _niet_bewaard(proef.inzending)) is not None:
        return afgewezen
    uitslag = Proefuitslag(
        **_velden(proef.inzending), prestaties=[_regel(regel) for regel in proef.regels], meer=proef.meer
    )
    return JSONResponse(uitslag.model_dump(mode="json", by_alias=True))


def _niet_bewaard(inzending: Inzending) -> Response | None:
    """The problem with what is no message for us; None for one that got a verdict under its own key."""
    ontvangst = inzending.ontvangst
    if ontvangst.identificatie is not None:
        return None
    fouten = [Fout(plaats=bevinding.locatie, melding=bevinding.melding) for bevinding in ontvangst.bevindingen]
    detail = ontvangst.reden or f"Het bericht past niet in het schema van {ontvangst.soort}. {inzending.advies}"
    return probleem(_NIET_BEWAARD.get(ontvangst.uitkomst, 422), detail, fouten=fouten)


def _velden(inzending: Inzending) -> dict[str, Any]:
    ontvangst = inzending.ontvangst
    return {
        "bericht_id": inzending.bericht_id,
        "advies": inzending.advies,
        "bevindingen": [Bevinding.van(een) for een in ontvangst.bevindingen],
        "signalen": [Signaal.van(een) for een in ontvangst.signalen],
        **{naam: getattr(ontvangst, naam) for naam in _VAN_ONTVANGST},
    }


_VAN_ONTVANGST: Final = (
    *("uitkomst", "soort", "identificatie", "niveau", "antwoord_soort"),
    *("regels", "toegekend", "afgewezen", "reden"),
)


def _regel(regel: indienen.Proefregel) -> Proefregel:
    return Proefregel.van(regel, referentienummer=regel.prestatie.product_referentie.referentie_nummer)
