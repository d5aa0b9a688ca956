"""Files in an answer: XML under a name that tells nothing of a person."""

from __future__ import annotations

from typing import Any, Final

from fastapi.responses import Response

from backoffice.services.inzage.berichten import Bestand

XML: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "Het bestand.", "content": {"application/xml": {"schema": {"type": "string"}}}}
}
"""How a file is told of in the description of the API."""


def als_xml(bestand: Bestand) -> Response:
    """A file as an answer."""
    naam = f'attachment; filename="{bestand.naam}"'
    return Response(bestand.inhoud, media_type="application/xml", headers={"Content-Disposition": naam})
