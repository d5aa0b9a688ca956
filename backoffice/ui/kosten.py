"""What care costs a gemeente: by month, down to the line, against the begroting, and what gemeenten settle."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from backoffice.services import gemeenteoverzicht, tabelvormen
from backoffice.services.csvbestand import OnleesbareCsv
from backoffice.services.gemeenteoverzicht import Gemeenteoverzicht
from backoffice.services.inzage import begrotingbestand, geld, kosten
from backoffice.services.inzage.kosten import Maandkosten
from backoffice.services.laad_begroting import Begrotingsfout
from backoffice.toegang.rechten import Recht
from backoffice.ui.bestand import CSV, als_tabel, download
from backoffice.ui.grafiek import Grafiek, Reeks, euro_kort, lijnen, staven
from backoffice.ui.invoer import lees_maand
from backoffice.ui.weergave import maand as maandtekst
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Vandaag, Wie, recht
from backoffice.web.upload import Formulier
from backoffice.web.velden import Velden

router = APIRouter()

_HTML: Final = "text/html; charset=utf-8"
_GROOTSTE: Final = 500_000
"""Bytes of a begroting that the screen takes; it goes back and forth once, to be confirmed."""


@router.get("/kosten")
@recht(Recht.KOSTEN_ZIEN)
def overzicht(
    request: Request, hier: Hier, wie: Wie, vandaag: Vandaag, maand: str = "", gemeente: str = "", vorm: str = ""
) -> Response:
    """The statement of one gemeente, or for the region of all; on the screen or as a file."""
    peilmaand, wiens = lees_maand("maand", maand, vandaag), kosten.kies(wie, gemeente)
    filters = {"maand": f"{peilmaand:%Y-%m}", "gemeente": wiens or ""}
    if wiens is None:
        regio = kosten.regio(hier.werkplek, peilmaand)
        if vorm:
            return _bestand(gemeenteoverzicht.regiotabellen(regio), f"kosten-regio-{peilmaand:%Y-%m}", vorm)
        return toon(request, "kosten/regio.html", regio=regio, filters=filters)
    van = kosten.overzicht(hier.werkplek, wiens, peilmaand, per_product=bool(vorm))
    if vorm:
        tabellen = gemeenteoverzicht.tabellen_van(van, kosten.namen(hier.werkplek))
        return _bestand(tabellen, f"kosten-{wiens}-{peilmaand:%Y-%m}", vorm)
    geleverd = kosten.per_maand(van, lambda regel: regel.leveringsmaand)
    ontvangen = kosten.per_maand(van, lambda regel: regel.ontvangstmaand)
    return toon(
        request,
        "kosten/gemeente.html",
        van=van,
        filters=filters,
        geleverd=geleverd,
        ontvangen=ontvangen,
        samen=gemeenteoverzicht.samen(van.vergelijking),
        postnaam=gemeenteoverzicht.postnaam,
        kostengrafiek=_kostengrafiek(geleverd),
        ontvangstgrafiek=_ontvangstgrafiek(ontvangen),
        begrotingsgrafiek=_begrotingsgrafiek(van),
    )


@router.get("/kosten/regels")
@recht(Recht.KOSTEN_ZIEN)
def alle_regels(hier: Hier, wie: Wie, vandaag: Vandaag, maand: str = "", gemeente: str = "") -> Response:
    """Every line of the statement of a gemeente as CSV."""
    peilmaand, wiens = lees_maand("maand", maand, vandaag), kosten.eis(wie, gemeente)
    inhoud = gemeenteoverzicht.schrijf_lastregels(hier.werkplek.engine, wiens, peilmaand)
    return download(inhoud, f"kostenregels-{wiens}-{peilmaand:%Y-%m}.csv", CSV)


@router.get("/kosten/maand")
@recht(Recht.KOSTEN_ZIEN)
def maand(
    request: Request, hier: Hier, wie: Wie, vandaag: Vandaag, maand: str = "", gemeente: str = ""
) -> HTMLResponse:
    """What one month of delivery cost, per aanbieder and product."""
    van, wiens = lees_maand("maand", maand, vandaag), kosten.eis(wie, gemeente)
    producten = kosten.per_product(hier.werkplek, wiens, van)
    return toon(request, "kosten/maand.html", maand=van, gemeente=wiens, producten=producten)


@router.get("/kosten/lasten")
@recht(Recht.KOSTEN_ZIEN)
def lasten(
    request: Request,
    hier: Hier,
    wie: Wie,
    vandaag: Vandaag,
    aanbieder: str = "",
    code: str = "",
    maand: str = "",
    gemeente: str = "",
    na: int | None = None,
) -> HTMLResponse:
    """The lines behind one amount, each with its prestatie."""
    van, wiens = lees_maand("maand", maand, vandaag), kosten.eis(wie, gemeente)
    pagina = kosten.lasten(hier.werkplek, wiens, van, aanbieder, code, na)
    filters = {"maand": f"{van:%Y-%m}", "gemeente": wiens, "aanbieder": aanbieder, "code": code}
    return toon(request, "kosten/lasten.html", pagina=pagina, maand=van, filters=filters)


@router.get("/kosten/begroting")
@recht(Recht.BEGROTING_LADEN)
def begrotingsformulier(request: Request, geladen: int | None = None) -> HTMLResponse:
    """Where a begroting is chosen."""
    return toon(request, "kosten/begroting.html", melding=None, geladen=geladen)


@router.post("/kosten/begroting")
@recht(Recht.BEGROTING_LADEN)
def bekijk_begroting(request: Request, hier: Hier, wie: Wie, gestuurd: Formulier) -> HTMLResponse:
    """Show what a begroting would change, or everything that is wrong with it."""
    bestand = gestuurd.get("bestanden")
    inhoud = bestand.file.read(_GROOTSTE + 1) if isinstance(bestand, UploadFile) else b""
    if not inhoud or len(inhoud) > _GROOTSTE:
        melding = "Dit bestand is te groot voor een begroting." if inhoud else "U koos nog geen bestand."
        return toon(request, "kosten/begroting.html", status=422, melding=melding, geladen=None)
    try:
        nieuw = begrotingbestand.lees(wie, inhoud)
    except (Begrotingsfout, OnleesbareCsv) as fout:
        return toon(request, "kosten/begroting.html", status=422, melding=str(fout), geladen=None)
    oud = begrotingbestand.bekend(hier.werkplek, list(nieuw))
    return toon(
        request,
        "kosten/begroting_bekijken.html",
        nieuw=nieuw,
        oud=oud,
        inhoud=inhoud.decode("utf-8-sig"),
        postnaam=gemeenteoverzicht.postnaam,
    )


@router.post("/kosten/begroting/laden")
@recht(Recht.BEGROTING_LADEN)
def laad_begroting(request: Request, hier: Hier, wie: Wie, velden: Velden) -> Response:
    """Take a begroting in; the same one again changes nothing."""
    inhoud = str(velden.get("inhoud", ""))
    try:
        _, gewijzigd = begrotingbestand.laad(hier.werkplek, wie, inhoud.encode(), hier.nu())
    except (Begrotingsfout, OnleesbareCsv) as fout:
        return toon(request, "kosten/begroting.html", status=422, melding=str(fout), geladen=None)
    return RedirectResponse(f"/kosten/begroting?geladen={gewijzigd}", status_code=303)


@router.get("/verrekeningen")
@recht(Recht.VERREKENING_ZIEN)
def verrekeningen(
    request: Request, hier: Hier, wie: Wie, vandaag: Vandaag, van: str = "", tot: str = "", vorm: str = ""
) -> Response:
    """What gemeenten owe each other over book months."""
    eerste = lees_maand("van", van, vandaag.replace(month=1))
    laatste = lees_maand("tot", tot, vandaag)
    paren = geld.verrekeningen(hier.werkplek, wie, eerste, laatste)
    if vorm:
        return als_tabel(kosten.verrekeningstabel(paren), f"verrekeningen-{eerste:%Y-%m}-{laatste:%Y-%m}", vorm)
    filters = {"van": f"{eerste:%Y-%m}", "tot": f"{laatste:%Y-%m}"}
    return toon(request, "kosten/verrekeningen.html", paren=paren, filters=filters)


@router.get("/verrekeningen/{betaalt}/{ontvangt}")
@recht(Recht.VERREKENING_ZIEN)
def verrekening(
    request: Request, hier: Hier, wie: Wie, betaalt: str, ontvangt: str, na: int | None = None
) -> HTMLResponse:
    """What one gemeente owes another, prestatie by prestatie."""
    pagina = kosten.verrekenposten(hier.werkplek, wie, betaalt, ontvangt, na)
    return toon(request, "kosten/verrekening.html", pagina=pagina, betaalt=betaalt, ontvangt=ontvangt)


def _bestand(tabellen: list[tabelvormen.Tabel], naam: str, vorm: str) -> Response:
    if vorm == "html":
        return download(tabelvormen.schrijf_html(naam, (), tabellen), f"{naam}.html", _HTML)
    return als_tabel(tabellen, naam, vorm)


def _kostengrafiek(maanden: list[Maandkosten]) -> Grafiek:
    reeksen = (
        Reeks("eigen", tuple(een.eigen for een in maanden)),
        Reeks("gedeeld", tuple(een.gedeeld for een in maanden)),
        Reeks("verrekening in", tuple(een.verrekening_in for een in maanden)),
    )
    labels = [maandtekst(een.maand) for een in maanden]
    return staven("kosten", "Kosten per leveringsmaand", labels, reeksen, euro_kort)


def _ontvangstgrafiek(maanden: list[Maandkosten]) -> Grafiek:
    reeks = Reeks("kosten", tuple(een.kosten for een in maanden))
    labels = [maandtekst(een.maand) for een in maanden]
    return lijnen("ontvangst", "Kosten per ontvangstmaand", labels, (reeks,), euro_kort)


def _begrotingsgrafiek(van: Gemeenteoverzicht) -> Grafiek:
    reeksen = (
        Reeks("begroting", tuple(een.begroot for een in van.vergelijking)),
        Reeks("realisatie", tuple(een.gerealiseerd for een in van.vergelijking)),
        Reeks("prognose", tuple(een.prognose for een in van.vergelijking)),
    )
    labels = [een.naam for een in van.vergelijking]
    return staven("begroting", "Begroting, realisatie en prognose", labels, reeksen, euro_kort)
