"""The books: balances, what does not agree, which months are closed, and the statement of each."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from backoffice.services.grootboek import KOPPEN, NIVEAUS
from backoffice.services.inzage import afrekening, geld
from backoffice.toegang.rechten import Recht
from backoffice.ui.bestand import als_tabel
from backoffice.ui.invoer import Invoerfout
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Vandaag, Wie, recht

router = APIRouter()

_GETOOND = 200
_BEDRAGEN = [(naam.replace("_", " "), "getal") for naam in KOPPEN]


@router.get("/grootboek")
@recht(Recht.GROOTBOEK_ZIEN)
def grootboek(
    request: Request, hier: Hier, wie: Wie, vandaag: Vandaag, van: str = "", tot_en_met: str = ""
) -> HTMLResponse:
    """The trial balance over book months, and the months that are closed."""
    eerste = _maand("van", van) or vandaag.replace(month=1, day=1)
    laatste = _maand("tot_en_met", tot_en_met) or vandaag.replace(day=1)
    return toon(
        request,
        "grootboek/grootboek.html",
        saldi=geld.partijsaldi(hier.werkplek, wie, eerste, laatste),
        maanden=afrekening.maanden(hier.werkplek),
        filters={"van": f"{eerste:%Y-%m}", "tot_en_met": f"{laatste:%Y-%m}"},
        deze=vandaag.replace(day=1),
    )


@router.get("/grootboek/aansluiting")
@recht(Recht.GROOTBOEK_ZIEN)
def aansluiting(request: Request, hier: Hier, wie: Wie, gemeente: str = "") -> HTMLResponse:
    """What was declared, decided, booked and paid, and what does not agree; of one gemeente per aanbieder."""
    niveau = NIVEAUS["aanbieder" if gemeente else "gemeente"]
    gemaakt = geld.aansluiting(hier.werkplek, wie, niveau, gemeente or None)
    return toon(request, "grootboek/aansluiting.html", aansluiting=gemaakt, koppen=_BEDRAGEN, gemeente=gemeente)


@router.get("/grootboek/aansluiting/berichten")
@recht(Recht.GROOTBOEK_ZIEN)
def aansluiting_berichten(
    request: Request, hier: Hier, wie: Wie, gemeente: str = "", aanbieder: str = "", na: int | None = None
) -> HTMLResponse:
    """What became of each message of an aanbieder at a gemeente."""
    pagina = geld.aansluiting_berichten(hier.werkplek, wie, gemeente, aanbieder, na)
    filters = {"gemeente": gemeente, "aanbieder": aanbieder}
    return toon(request, "grootboek/aansluiting_berichten.html", pagina=pagina, koppen=_BEDRAGEN, filters=filters)


@router.get("/afrekening/{maand}")
@recht(Recht.BETALINGEN_ZIEN)
def maandafrekening(request: Request, hier: Hier, wie: Wie, maand: str, vorm: str = "") -> Response:
    """The statement of a month (2026-01) on the screen, or all of it as a file ("csv" or "excel")."""
    dag = _maand("maand", maand)
    if dag is None:
        raise Invoerfout("maand", "Kies een maand.")
    gemaakt = afrekening.toon(hier.werkplek, wie, dag, None if vorm else _GETOOND)
    if vorm:
        return als_tabel(gemaakt.tabellen, f"afrekening-{maand}", vorm)
    return toon(request, "grootboek/afrekening.html", afrekening=gemaakt, getoond=_GETOOND)


def _maand(veld: str, tekst: str) -> date | None:
    """The first day of a month as 2026-01; None for an empty field. Raises Invoerfout."""
    if not tekst.strip():
        return None
    try:
        return date.fromisoformat(f"{tekst.strip()}-01")
    except ValueError:
        raise Invoerfout(veld, "Schrijf de maand als jaar-maand, bijvoorbeeld 2026-01.") from None
