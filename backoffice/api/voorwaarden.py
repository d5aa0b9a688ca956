"""If-Match: who decides, decides on what she saw."""

from __future__ import annotations

from typing import Annotated

from fastapi import Header, Request
from pydantic import BaseModel

from backoffice.api.problemen import ApiFout
from backoffice.api.protocol import merk_van

Gezien = Annotated[
    str | None,
    Header(
        alias="If-Match", description="De ETag van wat u zag. Is het intussen veranderd, dan gebeurt er niets."
    ),
]


def keur_gezien(request: Request, nu: BaseModel) -> None:
    """Raise ApiFout 428 without If-Match, and 412 when it is not about what is there now."""
    gezien = request.headers.get("if-match")
    if gezien is None:
        raise ApiFout(428, "Vraag eerst op waarover u besluit, en geef de ETag daarvan mee in de kop If-Match.")
    merk = merk_van(nu.model_dump_json(by_alias=True).encode())
    if gezien != "*" and merk not in [een.strip() for een in gezien.split(",")]:
        raise ApiFout(412, "Dit is veranderd sinds u het zag. Vraag het opnieuw op en besluit dan.")
