"""One word for what watches over the portal: a load balancer, Docker, an alarm."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from backoffice.fouten import DatabaseFout
from backoffice.services.inzage.gezond import controleer
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, recht

router = APIRouter()


@router.get("/gezond")
@recht(Recht.PUBLIEK)
def gezond(hier: Hier) -> PlainTextResponse:
    """Say ok, or 503 when the database does not answer; why stays inside, for anybody may ask."""
    try:
        controleer(hier.werkplek)
    except DatabaseFout:
        return PlainTextResponse("de database antwoordt niet\n", status_code=503)
    return PlainTextResponse("ok\n")
