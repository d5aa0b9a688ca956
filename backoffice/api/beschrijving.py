"""The description of the API in OpenAPI 3.1, with every answer that a route can give."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from backoffice.api.problemen import SOORT, TITELS, Probleem
from backoffice.api.protocol import VERSIE
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import recht

PAD: Final = "/api/v1"
_TEKST: Final = (
    "Alles wat een scherm van de back office kan, ook voor systemen: berichten indienen en ophalen, besluiten "
    "nemen, kosten en betalingen inzien. Bedragen zijn eurocenten, een maand staat er als haar eerste dag, "
    "momenten zijn UTC. Een BSN staat nooit in een adres of in een lijst."
)
_LIJST: Final = re.compile(r"Lijst_(\w+?)_")
# Who keeps this back office is not known here; the rules want addresses all the same (RFC 2606 has these).
_CONTACT: Final = {
    "name": "Jeugdwet back office: vraag de beheerder die u toegang gaf",
    "email": "geen-adres@jeugdwet-backoffice.invalid",
    "url": "https://jeugdwet-backoffice.invalid/",
}
_KOPPEN: Final = {
    "API-Version": ("De volledige versie van de API.", {"type": "string"}),
    "RateLimit-Limit": ("Hoeveel verzoeken u per minuut mag doen.", {"type": "integer"}),
    "RateLimit-Remaining": ("Hoeveel er deze minuut nog over zijn.", {"type": "integer"}),
    "RateLimit-Reset": ("Over hoeveel seconden de telling opnieuw begint.", {"type": "integer"}),
}
_LEZEN: Final = (400, 401, 403, 404, 429, 500, 503)
_SCHRIJVEN: Final = (400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 500, 503)

router = APIRouter()


@router.get("/openapi.json", include_in_schema=False)
@recht(Recht.PUBLIEK)
def openapi(request: Request) -> JSONResponse:
    """The description itself, for any site to read."""
    app: FastAPI = request.app
    return JSONResponse(app.openapi(), headers={"Access-Control-Allow-Origin": "*"})


def beschrijf(app: FastAPI) -> dict[str, Any]:
    """The description of an application; it is made once."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title="Back office Jeugdwet",
            version=VERSIE,
            description=_TEKST,
            servers=[{"url": PAD, "description": "Deze back office"}],
            routes=app.routes,
        )
        schema["info"] |= {"contact": _CONTACT, "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}}
        schemas = schema.setdefault("components", {}).setdefault("schemas", {})
        for overbodig in ("HTTPValidationError", "ValidationError"):
            schemas.pop(overbodig, None)
        schema["components"] |= _onderdelen()
        schemas |= _probleemvormen()
        schema["security"] = [{"token": []}, {"certificaat": []}]
        for pad in schema["paths"].values():
            for methode, werking in pad.items():
                _vul_aan(werking, methode)
        # A list of berichten is called Lijst_Bericht_ after its class; names are in UpperCamelCase.
        app.openapi_schema = json.loads(_LIJST.sub(r"\1Lijst", json.dumps(schema)))
    return app.openapi_schema or {}


def _vul_aan(werking: dict[str, Any], methode: str) -> None:
    antwoorden = werking["responses"]
    antwoorden.pop("422", None)
    for antwoord in antwoorden.values():
        antwoord["headers"] = {naam: {"$ref": f"#/components/headers/{naam}"} for naam in _KOPPEN}
    if methode == "get":
        antwoorden["200"]["headers"]["ETag"] = {"$ref": "#/components/headers/ETag"}
        antwoorden["304"] = {
            "description": "U heeft dit al: de inhoud is die van de ETag in If-None-Match.",
            "headers": {naam: {"$ref": f"#/components/headers/{naam}"} for naam in (*_KOPPEN, "ETag")},
        }
        werking.setdefault("parameters", []).append({"$ref": "#/components/parameters/IfNoneMatch"})
    else:
        werking.setdefault("parameters", []).append({"$ref": "#/components/parameters/IdempotencyKey"})
    for status in _LEZEN if methode == "get" else _SCHRIJVEN:
        antwoorden[str(status)] = {"$ref": f"#/components/responses/Probleem{status}"}


def _onderdelen() -> dict[str, Any]:
    koppen = _KOPPEN | {"ETag": ("Het merk van deze inhoud, voor If-None-Match en If-Match.", {"type": "string"})}
    return {
        "headers": {naam: {"description": zin, "schema": vorm} for naam, (zin, vorm) in koppen.items()},
        "parameters": {
            "IfNoneMatch": {
                "name": "If-None-Match",
                "in": "header",
                "description": "De ETag van wat u al heeft.",
                "schema": {"type": "string"},
            },
            "IdempotencyKey": {
                "name": "Idempotency-Key",
                "in": "header",
                "description": "Uw eigen kenmerk van dit verzoek; hetzelfde verzoek wordt een keer uitgevoerd.",
                "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,100}$"},
            },
        },
        "responses": {
            f"Probleem{status}": {
                "description": titel,
                "content": {SOORT: {"schema": {"$ref": "#/components/schemas/Probleem"}}},
            }
            for status, titel in TITELS.items()
        },
        "securitySchemes": {
            "token": {
                "type": "oauth2",
                "description": "Een toegangstoken, in ruil voor de naam en het geheim van uw systeem.",
                "flows": {"clientCredentials": {"tokenUrl": f"{PAD}/token", "scopes": {}}},
            },
            "certificaat": {"type": "mutualTLS", "description": "Een clientcertificaat dat hier bekend is."},
        },
    }


def _probleemvormen() -> dict[str, Any]:
    vorm = Probleem.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    return {**vorm.pop("$defs"), "Probleem": vorm}
