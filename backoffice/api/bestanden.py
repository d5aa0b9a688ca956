"""Files in a request and in an answer, under names that tell nothing of a person."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from typing import Any, Final, NamedTuple

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from backoffice.api.problemen import ApiFout
from backoffice.api.protocol import merk_van
from backoffice.services.inzage.berichten import Bestand

XML: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "Het bestand.", "content": {"application/xml": {"schema": {"type": "string"}}}}
}
"""How a file is told of in the description of the API."""

_STUK: Final = 64 * 1024
GROOTSTE: Final = 10 * 1024 * 1024
"""The largest file in bytes, apart from messages."""


class Gestuurd(NamedTuple):
    """A file that a client sent, and how names of such files end."""

    inhoud: bytes
    uitgang: str


def als_xml(bestand: Bestand) -> Response:
    """A file as an answer, in pieces; its ETag goes in front, so that nothing on the way holds all of it."""
    koppen = {
        "Content-Disposition": f'attachment; filename="{bestand.naam}"',
        "Content-Length": str(len(bestand.inhoud)),
        "ETag": merk_van(bestand.inhoud),
    }
    return StreamingResponse(_stukken(bestand.inhoud), media_type="application/xml", headers=koppen)


async def _stukken(inhoud: bytes) -> AsyncIterator[bytes]:
    for begin in range(0, len(inhoud), _STUK):
        yield inhoud[begin : begin + _STUK]


def gestuurd(soorten: Mapping[str, str]) -> Callable[[Request], Coroutine[Any, Any, Gestuurd]]:
    """What takes the file out of a request: per media type how names of such files end; ApiFout 400 or 415."""

    async def neem(request: Request) -> Gestuurd:
        soort = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if soort not in soorten:
            raise ApiFout(415, f"Stuur het bestand zelf, als {' of '.join(soorten)}.")
        inhoud = await request.body()
        if not inhoud:
            raise ApiFout(400, "Er is geen bestand. Zet het in de inhoud van het verzoek.")
        return Gestuurd(inhoud, soorten[soort])

    return neem


def vraag(soorten: Mapping[str, str], wat: str) -> dict[str, Any]:
    """How such a file is sent, for the description of the API."""
    inhoud = {soort: {"schema": {"type": "string", "contentMediaType": soort}} for soort in soorten}
    return {"requestBody": {"required": True, "description": f"{wat}, hooguit 10 MB.", "content": inhoud}}
