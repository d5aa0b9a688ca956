"""Who saw or changed what of a person; asked by POST, so that no BSN stands in an address."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from backoffice.services.inzage import audit
from backoffice.services.inzagelog import Zoekfout, Zoekvraag
from backoffice.toegang.rechten import Recht
from backoffice.ui.invoer import Invoerfout, lees_datum, lees_getal
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/audit")

Tekst = Annotated[str, Form(max_length=80)]
_LEEG = {"bsn": "", "toewijzing": "", "gemeente": "", "bericht": "", "van": "", "tot_en_met": ""}


@router.get("")
@recht(Recht.AUDIT_ZIEN)
def formulier(request: Request) -> HTMLResponse:
    """Where is asked what to look for."""
    return toon(request, "audit/zoeken.html", ingevuld=_LEEG, melding="", pagina=None)


@router.post("")
@recht(Recht.AUDIT_ZIEN)
def zoek(
    request: Request,
    hier: Hier,
    wie: Wie,
    bsn: Tekst = "",
    toewijzing: Tekst = "",
    gemeente: Tekst = "",
    bericht: Tekst = "",
    van: Tekst = "",
    tot_en_met: Tekst = "",
    na: Annotated[int | None, Form()] = None,
) -> HTMLResponse:
    """The entries that answer the question, newest first."""
    ingevuld = {
        "bsn": bsn,
        "toewijzing": toewijzing,
        "gemeente": gemeente,
        "bericht": bericht,
        "van": van,
        "tot_en_met": tot_en_met,
    }
    try:
        vraag = Zoekvraag(
            bsn=bsn.strip() or None,
            toewijzing=lees_getal("toewijzing", toewijzing) if toewijzing.strip() else None,
            gemeente=gemeente.strip() or None,
            bericht=bericht.strip() or None,
            van=lees_datum("van", van),
            tot_en_met=lees_datum("tot_en_met", tot_en_met),
        )
        gevonden = audit.lijst(hier.werkplek, wie, vraag, hier.nu(), na=na)
    except (Zoekfout, Invoerfout) as fout:
        return toon(request, "audit/zoeken.html", status=422, ingevuld=ingevuld, melding=str(fout), pagina=None)
    return toon(request, "audit/zoeken.html", ingevuld=ingevuld, melding="", pagina=gevonden)
