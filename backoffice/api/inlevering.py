"""A message that a client sends: as XML or as a file in a form, straight to disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final

from fastapi import Request
from starlette.datastructures import UploadFile

from backoffice.api.problemen import ApiFout
from backoffice.services.indienen import Aangeboden
from backoffice.services.zipbestand import is_zip
from ijw.bron import STANDAARD_LIMIET

GROOTSTE: Final = STANDAARD_LIMIET + 64 * 1024
"""The largest request in bytes with a message in it: that of the standard, and what a form adds."""

_IN_GEHEUGEN: Final = 1024 * 1024
_XML: Final = ("application/xml", "text/xml")
VRAAG: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "Een iJw-bericht, hooguit 25 MB.",
        "content": {
            "application/xml": {"schema": {"type": "string", "contentMediaType": "application/xml"}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["bestand"],
                    "properties": {"bestand": {"type": "string", "contentMediaType": "application/xml"}},
                }
            },
        },
    }
}
"""How a message is sent, for the description of the API."""


@asynccontextmanager
async def ingeleverd(request: Request) -> AsyncIterator[Aangeboden]:
    """The message in a request, on disk while it is looked at; ApiFout 400, 413 or 415 when there is none."""
    soort = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if soort in _XML:
        with SpooledTemporaryFile(_IN_GEHEUGEN) as bestand:
            async for stuk in request.stream():
                bestand.write(stuk)
            yield _gekeurd(bestand)
    elif soort == "multipart/form-data":
        async with request.form(max_files=1, max_fields=1) as formulier:
            deel = formulier.get("bestand")
            if not isinstance(deel, UploadFile):
                raise ApiFout(400, "Er is geen bestand. Zet het bericht in het deel 'bestand' van het formulier.")
            yield _gekeurd(deel.file)
    else:
        raise ApiFout(415, "Stuur het bericht als application/xml, of als bestand in multipart/form-data.")


def _gekeurd(bestand: IO[bytes]) -> Aangeboden:
    if bestand.seek(0, 2) > STANDAARD_LIMIET:
        raise ApiFout(413, "Een bericht mag hooguit 25 MB zijn. Knip het op.")
    bestand.seek(0)
    if is_zip(bestand):
        raise ApiFout(415, "Dit is een zipbestand. Stuur elk bericht in een eigen verzoek.")
    return Aangeboden("bericht", bestand)
