"""Where a system trades its secret for a token: POST /token, as OAuth 2.0 prescribes (RFC 6749, 4.4 and 5)."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated
from urllib.parse import unquote_plus

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse

from backoffice.services import systeemtoegang
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, recht

router = APIRouter()

Veld = Annotated[str, Form(max_length=1000)]


@router.post("/token")
@recht(Recht.PUBLIEK)
def geef_token(
    request: Request, hier: Hier, grant_type: Veld = "", client_id: Veld = "", client_secret: Veld = ""
) -> JSONResponse:
    """Een toegangstoken in ruil voor client_id en geheim, in de kop Authorization (Basic) of in het formulier."""
    if grant_type != "client_credentials":
        return _fout(400, "unsupported_grant_type", "Alleen grant_type=client_credentials wordt ondersteund.")
    uit_kop = _basic(request)
    naam, geheim = uit_kop or (client_id, client_secret)
    uitgegeven = systeemtoegang.geef_token(hier.werkplek, naam, geheim, nu=hier.nu(), willekeur=hier.willekeur)
    if uitgegeven is None:
        return _fout(401, "invalid_client", "Deze client_id en dit geheim horen niet bij elkaar.")
    return JSONResponse(
        {"access_token": uitgegeven.token, "token_type": "Bearer", "expires_in": uitgegeven.seconden},
        headers={"Cache-Control": "no-store"},
    )


def _basic(request: Request) -> tuple[str, str] | None:
    """Name and secret from the Authorization header, each form-encoded before base64 (RFC 6749, 2.3.1)."""
    soort, _, waarde = request.headers.get("authorization", "").partition(" ")
    if soort.lower() != "basic":
        return None
    try:
        naam, _, geheim = base64.b64decode(waarde, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(naam), unquote_plus(geheim)


def _fout(status: int, code: str, uitleg: str) -> JSONResponse:
    koppen = {"Cache-Control": "no-store"} | ({"WWW-Authenticate": "Basic"} if status == 401 else {})
    return JSONResponse({"error": code, "error_description": uitleg}, status_code=status, headers=koppen)
