"""Who bears a prestatie, and the facts about a jeugdige: looking at them and recording one."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from backoffice.services.inzage import feiten
from backoffice.services.leg_feiten_vast import SOORTEN, Feitfout, Opgave
from backoffice.toegang.rechten import Recht
from backoffice.ui.invoer import Invoerfout, lees_datum
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Wie, recht
from backoffice.web.velden import Velden

router = APIRouter()


@router.get("/prestaties/{prestatie_id}/wie-betaalt")
@recht(Recht.KOSTEN_ZIEN)
def wie_betaalt(request: Request, hier: Hier, wie: Wie, prestatie_id: int) -> HTMLResponse:
    """Which gemeente bears a prestatie, and why."""
    drager = feiten.wie_draagt_prestatie(hier.werkplek, wie, prestatie_id, hier.nu())
    return toon(request, "feiten/wie_betaalt.html", drager=drager)


@router.get("/feiten")
@recht(Recht.FEITEN_ZIEN)
def zoekformulier(request: Request) -> HTMLResponse:
    """Where a jeugdige is looked for."""
    return toon(request, "feiten/zoeken.html", fouten=[])


@router.post("/feiten")
@recht(Recht.FEITEN_ZIEN)
def toon_feiten(request: Request, hier: Hier, wie: Wie, velden: Velden) -> Response:
    """What is known of a jeugdige."""
    bsn = str(velden.get("bsn", "")).strip()
    try:
        return _toon(request, hier, wie, bsn, {})
    except Feitfout as fout:
        return toon(request, "feiten/zoeken.html", status=422, fouten=[("bsn", str(fout))])


@router.get("/toewijzingen/{toewijzing_id}/feiten")
@recht(Recht.FEITEN_ZIEN)
def van_toewijzing(request: Request, hier: Hier, wie: Wie, toewijzing_id: int) -> HTMLResponse:
    """What is known of the jeugdige of a toewijzing."""
    return _toon(request, hier, wie, feiten.bsn_van(hier.werkplek, wie, toewijzing_id), {})


@router.post("/feiten/vastleggen")
@recht(Recht.FEITEN_VASTLEGGEN)
def leg_vast(request: Request, hier: Hier, wie: Wie, velden: Velden) -> HTMLResponse:
    """Keep one fact; the same one again changes nothing."""
    waarden = {naam: waarde for naam, waarde in velden.items() if isinstance(waarde, str)}
    bsn = waarden.pop("bsn", "").strip()
    try:
        opgave = _lees(velden)
        feiten.voeg_toe(hier.werkplek, wie, bsn, opgave, hier.nu(), vervangt=waarden.get("vervangt") == "ja")
    except Invoerfout as fout:
        return _toon(request, hier, wie, bsn, waarden, fouten=[(fout.veld, str(fout))], status=422)
    except Feitfout as fout:
        return _toon(request, hier, wie, bsn, waarden, fouten=[("soort", str(fout))], status=422)
    return _toon(request, hier, wie, bsn, {}, gelukt=True)


def _toon(
    request: Request,
    hier: Hier,
    wie: Wie,
    bsn: str,
    waarden: dict[str, str],
    *,
    fouten: list[tuple[str, str]] | None = None,
    gelukt: bool = False,
    status: int = 200,
) -> HTMLResponse:
    bekend = feiten.van_bsn(hier.werkplek, wie, bsn, hier.nu())
    inhoud: dict[str, Any] = {"bsn": bsn, "bekend": bekend, "waarden": waarden, "gelukt": gelukt}
    soorten = [(soort, soort) for soort in SOORTEN]
    return toon(request, "feiten/feiten.html", status=status, fouten=fouten or [], soorten=soorten, **inhoud)


def _lees(velden: FormData) -> Opgave:
    soort = str(velden.get("soort", ""))
    if soort not in SOORTEN:
        raise Invoerfout("soort", "Kies wat voor feit dit is.")
    bron = str(velden.get("bron", "")).strip()
    if not bron:
        raise Invoerfout("bron", "Vermeld waar dit feit vandaan komt, bijvoorbeeld BRP 20-04-2026.")
    return Opgave(
        soort,
        lees_datum("vanaf", str(velden.get("vanaf", ""))),
        lees_datum("tot_en_met", str(velden.get("tot_en_met", ""))),
        str(velden.get("gemeente", "")).strip() or None,
        velden.get("in_onderzoek") == "ja",
        bron,
    )
