"""What went wrong, as problem+json in Dutch (RFC 9457); what somebody sent is never repeated in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from backoffice.api.vorm import Vorm
from backoffice.fouten import BackofficeError, DatabaseFout, OnjuisteInhoud
from backoffice.services.contractoverzicht import OnbekendContract
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.toegang.afzender import VreemdeAfzender
from backoffice.web.beurten import OPNIEUW_NA, TeDruk
from backoffice.web.poort import NietAangemeld, NietToegestaan

SOORT: Final = "application/problem+json"
TITELS: Final[Mapping[int, str]] = {
    400: "Niet begrepen",
    401: "Niet aangemeld",
    403: "Geen toegang",
    404: "Niet gevonden",
    405: "Dat kan hier niet",
    409: "Niet gelukt",
    412: "Intussen veranderd",
    413: "Te groot",
    415: "Andere vorm verwacht",
    422: "Niet te verwerken",
    428: "Voorwaarde ontbreekt",
    429: "Te veel verzoeken",
    500: "Onvoorziene fout",
    503: "Even niet beschikbaar",
}
TE_GROOT: Final = "Dit is te groot. Een bericht mag 25 MB zijn, een ander bestand 10 MB, een ander verzoek 1 MB."
_TEKSTEN: Final[Mapping[int, str]] = {
    404: "Dit adres is er niet. Kijk het na in de beschrijving van de API.",
    400: "Het verzoek is niet te lezen. Kijk de inhoud en de kop Content-Type na.",
    413: TE_GROOT,
}


class Fout(Vorm):
    """One thing that is wrong, and where."""

    plaats: str
    melding: str


class Probleem(Vorm):
    """Why a request did not succeed, and what can be done."""

    type: str = "about:blank"
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    fouten: list[Fout] = Field(default_factory=list)


class ApiFout(Exception):
    """A request that cannot be met, with the status that says so."""

    def __init__(self, status: int, detail: str, koppen: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.koppen = status, detail, koppen


def probleem(
    status: int, detail: str, *, fouten: list[Fout] | None = None, koppen: Mapping[str, str] | None = None
) -> Response:
    """The answer to a request that did not succeed."""
    inhoud = Probleem(title=TITELS.get(status, "Niet gelukt"), status=status, detail=detail, fouten=fouten or [])
    return JSONResponse(inhoud.model_dump(by_alias=True), status, headers=koppen, media_type=SOORT)


def vang_op(app: FastAPI) -> None:
    """Have every error answered as a problem."""

    @app.exception_handler(NietAangemeld)
    def niet_aangemeld(_: Request, fout: NietAangemeld) -> Response:
        detail = "Meld u aan met een toegangstoken (Authorization: Bearer) of met een clientcertificaat."
        return probleem(401, detail, koppen={"WWW-Authenticate": "Bearer"})

    @app.exception_handler(NietToegestaan)
    def niet_toegestaan(_: Request, fout: NietToegestaan) -> Response:
        return probleem(403, f"Uw rol mag dit niet. Nodig is het recht '{fout.nodig}'.")

    @app.exception_handler(RequestValidationError)
    def onleesbaar(_: Request, fout: RequestValidationError) -> Response:
        fouten = [Fout(plaats=_plaats(een["loc"]), melding=_melding(een)) for een in fout.errors()]
        return probleem(400, "Het verzoek heeft niet de vorm die wij verwachten.", fouten=fouten)

    @app.exception_handler(HTTPException)
    def geweigerd(_: Request, fout: HTTPException) -> Response:
        detail = _TEKSTEN.get(fout.status_code, "Het verzoek kan niet worden uitgevoerd.")
        return probleem(fout.status_code, detail, koppen=fout.headers)

    @app.exception_handler(ApiFout)
    def fout_van_ons(_: Request, fout: ApiFout) -> Response:
        return probleem(fout.status, fout.detail, koppen=fout.koppen)

    @app.exception_handler(TeDruk)
    def te_druk(_: Request, fout: TeDruk) -> Response:
        return probleem(503, str(fout), koppen={"Retry-After": str(OPNIEUW_NA)})

    @app.exception_handler(BackofficeError)
    def niet_gelukt(_: Request, fout: BackofficeError) -> Response:
        status = next((status for soort, status in _STATUS.items() if isinstance(fout, soort)), 409)
        return probleem(status, str(fout), koppen={"Retry-After": str(OPNIEUW_NA)} if status == 503 else None)

    @app.exception_handler(Exception)
    def onvoorzien(_: Request, fout: Exception) -> Response:
        return probleem(
            500, "Er ging iets mis dat wij niet voorzagen. Er is niets half verwerkt. Probeer het later."
        )


_STATUS: Final[Mapping[type[BackofficeError], int]] = {
    NietGevonden: 404,
    OnbekendContract: 404,
    OnjuisteInhoud: 422,
    VreemdeAfzender: 403,
    DatabaseFout: 503,
}


def _plaats(delen: tuple[Any, ...]) -> str:
    waar, *verder = delen
    soort = {"body": "inhoud", "path": "pad", "query": "vraag", "header": "kop"}.get(waar, str(waar))
    return "/".join([soort, *map(str, verder)])


_VERWACHT: Final[Mapping[str, str]] = {
    "missing": "dit ontbreekt",
    "extra_forbidden": "dit veld kennen wij niet",
    "json_invalid": "dit is geen geldige JSON",
    "int_parsing": "verwacht: een geheel getal",
    "int_type": "verwacht: een geheel getal",
    "int_from_float": "verwacht: een geheel getal",
    "bool_type": "verwacht: true of false",
    "bool_parsing": "verwacht: true of false",
    "string_type": "verwacht: een tekst",
    "list_type": "verwacht: een lijst",
    "model_attributes_type": "verwacht: een JSON-object",
    "model_type": "verwacht: een JSON-object",
    "dict_type": "verwacht: een JSON-object",
    "date_parsing": "verwacht: een datum, zoals 2026-01-31",
    "date_from_datetime_parsing": "verwacht: een datum, zoals 2026-01-31",
    "date_type": "verwacht: een datum, zoals 2026-01-31",
}


def _melding(fout: Mapping[str, Any]) -> str:
    """What was expected there, never what was found: that may be somebody's BSN."""
    grenzen = fout.get("ctx", {})
    match fout["type"]:
        case "greater_than_equal":
            return f"verwacht: {grenzen['ge']} of meer"
        case "less_than_equal":
            return f"verwacht: {grenzen['le']} of minder"
        case "string_too_long":
            return f"verwacht: hooguit {grenzen['max_length']} tekens"
        case "string_too_short":
            return f"verwacht: ten minste {grenzen['min_length']} teken"
        case "string_pattern_mismatch":
            return f"verwacht: een tekst in de vorm {grenzen['pattern']}"
        case "enum" | "literal_error":
            return f"verwacht: {str(grenzen['expected']).replace(' or ', ' of ')}"
        case soort:
            return _VERWACHT.get(soort, "dit heeft niet de vorm die wij verwachten")
