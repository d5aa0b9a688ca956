"""Who saw or changed what about a person; a BSN to search by stands in the content of the request."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from backoffice.api.vorm import PER_PAGINA, Aantal, Bsn, Gemeentecode, Invoer, Lijst, Na, Vorm, lijst
from backoffice.services.inzage import audit
from backoffice.services.inzagelog import Zoekvraag
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/auditlog", tags=["auditlog"])

Dag = Annotated[date, Field(ge=date(2015, 1, 1), le=date(2100, 1, 1))]


class Auditregel(Vorm):
    """Who did what when; `client_id` is our own number for a person, and empty when nobody is known."""

    id: int
    tijdstip: datetime
    wie: str
    handeling: str
    doel: str
    client_id: int | None
    gemeente: str | None


class AuditVraag(Invoer):
    """What to look for: a person, a toewijzing (of a gemeente), a message, or the days (inclusive) alone."""

    bsn: Bsn | None = None
    toewijzing: Annotated[int | None, Field(ge=1, le=999_999_999)] = None
    gemeente: Gemeentecode | None = None
    bericht: Annotated[str | None, Field(pattern=r"^[0-9A-Za-z._-]{1,12}$")] = None
    vanaf: Dag | None = None
    tot_en_met: Dag | None = None


@router.post("/zoeken")
@recht(Recht.AUDIT_ZIEN)
def zoek(
    request: Request, hier: Hier, wie: Wie, vraag: AuditVraag, na: Na = None, aantal: Aantal = PER_PAGINA
) -> Lijst[Auditregel]:
    """Wie iets inzag of wijzigde, het nieuwste eerst; ook dit zoeken komt in het log."""
    gezocht = Zoekvraag(vraag.bsn, vraag.toewijzing, vraag.gemeente, vraag.bericht, vraag.vanaf, vraag.tot_en_met)
    gevonden = audit.lijst(hier.werkplek, wie, gezocht, hier.nu(), na=na, per_pagina=aantal)
    return lijst(request, Auditregel, gevonden.rijen, gevonden.volgende)
