"""The monitor of the region, with its charts and its files."""

from __future__ import annotations

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from backoffice.services.inzage import monitor
from backoffice.toegang.rechten import Recht
from backoffice.ui.bestand import als_tabel
from backoffice.ui.grafiek import Reeks, euro_kort, staven
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Vandaag, recht

router = APIRouter(prefix="/monitor")

_MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@router.get("")
@recht(Recht.MONITOR_ZIEN)
def toon_monitor(
    request: Request,
    hier: Hier,
    vandaag: Vandaag,
    jaar: int | None = Query(None, ge=2015, le=2099),
    vorm: str = "",
) -> Response:
    """One year of delivery on the screen, or as a file ("csv" or "excel")."""
    gemaakt = monitor.maak(hier.werkplek, jaar or vandaag.year)
    if vorm:
        return als_tabel(monitor.als_tabellen(gemaakt), f"monitor-{gemaakt.jaar}", vorm)
    kosten = staven(
        "kosten",
        f"Kosten per maand van levering in {gemaakt.jaar}",
        _MAANDEN,
        [Reeks("regio", gemaakt.kosten_per_maand)],
        euro_kort,
    )
    aandeel = staven(
        "aandeel",
        "Aandeel van de grootste aanbieders, in procenten",
        [een.aanbieder for een in gemaakt.grootste],
        [Reeks("aandeel", tuple(round(een.aandeel / 10) for een in gemaakt.grootste))],
    )
    return toon(
        request,
        "monitor/monitor.html",
        monitor=gemaakt,
        kosten=kosten,
        aandeel=aandeel,
        kostenkoppen=["Gemeente", *((maand, "getal") for maand in (*_MAANDEN, "Jaar"))],
        jaren=[(een, een) for een in range(vandaag.year, vandaag.year - 5, -1)],
        verborgen=monitor.VERBORGEN,
    )
