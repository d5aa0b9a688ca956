"""Verzoeken of aanbieders: how each stands, by when it is answered, and what was asked and answered."""

from __future__ import annotations

from typing import Final, Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from backoffice.services.inzage import verzoeken
from backoffice.services.inzage.verzoeken import Verzoekvraag
from backoffice.services.werkvorm import reden_van
from backoffice.toegang.rechten import Recht
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Vandaag, Wie, recht

router = APIRouter(prefix="/verzoeken")

_SOORTEN: Final = (("JW315", "om een toewijzing (JW315)"), ("JW317", "om een wijziging (JW317)"))
_STANDEN: Final = (("open", "nog open"), ("besloten", "besloten"))


@router.get("")
@recht(Recht.VERZOEKEN_ZIEN)
def lijst(
    request: Request,
    hier: Hier,
    wie: Wie,
    vandaag: Vandaag,
    na: int | None = None,
    soort: Literal["", "JW315", "JW317"] = "",
    stand: Literal["", "open", "besloten"] = "",
    bericht: int | None = None,
) -> HTMLResponse:
    """The verzoeken, newest first."""
    vraag = Verzoekvraag(soort=soort or None, is_open=None if not stand else stand == "open", bericht_id=bericht)
    return toon(
        request,
        "verzoeken/lijst.html",
        pagina=verzoeken.lijst(hier.werkplek, wie, hier.nu(), vraag, na=na),
        filters={"soort": soort, "stand": stand, "bericht": bericht or ""},
        soorten=_SOORTEN,
        standen=_STANDEN,
        vandaag=vandaag,
    )


@router.get("/{verzoek_id}")
@recht(Recht.VERZOEKEN_ZIEN)
def een(request: Request, hier: Hier, wie: Wie, vandaag: Vandaag, verzoek_id: int) -> HTMLResponse:
    """One verzoek, with the way to its message, its decision and what came of it."""
    blad = verzoeken.toon(hier.werkplek, wie, verzoek_id, hier.nu())
    return toon(request, "verzoeken/verzoek.html", blad=blad, vandaag=vandaag, reden_van=reden_van)
