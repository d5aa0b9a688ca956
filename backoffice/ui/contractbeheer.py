"""Changes of contracts: offered as a file or an index run, looked at, and decided on by a second person."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from backoffice.services import contractvoorstellen
from backoffice.services.contractbestand import GROOTSTE_BESTAND
from backoffice.services.contractoverzicht import DAGEN_VOORUIT, MAANDEN_TERUG, houd_wacht
from backoffice.services.inzage import contractbeheer
from backoffice.services.inzage.contractbeheer import Contractbestand
from backoffice.toegang.rechten import Recht
from backoffice.ui.bestand import EXCEL, download
from backoffice.ui.invoer import Invoerfout, lees_bedrag, lees_getal
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Vandaag, Wie, recht
from backoffice.web.upload import Formulier, bestanden_in
from ijw import codelijsten

router = APIRouter(prefix="/contractbeheer")

Tekst = Annotated[str, Form(max_length=500)]
_GEEN_BESTAND: Final = "Kies een contractbestand: YAML of Excel."
_TE_GROOT: Final = "Dit bestand is te groot voor het scherm. Splits het in kleinere bestanden."
_MEEGEGEVEN: Final = 900_000
"""Characters of a packed file that go along in a form, under the 1 MB that a field may have."""
_HONDERD: Final = 10_000
"""Hundredths of a percent."""


@router.get("")
@recht(Recht.CONTRACTVOORSTELLEN_ZIEN)
def lijst(request: Request, hier: Hier) -> HTMLResponse:
    """What waits for a second person."""
    voorstellen = contractvoorstellen.lees_wachtend(hier.werkplek.engine)
    return toon(request, "contractbeheer/lijst.html", voorstellen=voorstellen)


@router.get("/wacht")
@recht(Recht.CONTRACTVOORSTELLEN_ZIEN)
def wacht(request: Request, hier: Hier, vandaag: Vandaag) -> HTMLResponse:
    """Where contracts and care do not fit."""
    meldingen = houd_wacht(hier.werkplek, vandaag, DAGEN_VOORUIT, MAANDEN_TERUG)
    return toon(request, "contractbeheer/wacht.html", meldingen=meldingen)


@router.get("/export")
@recht(Recht.CONTRACTVOORSTELLEN_ZIEN)
def export(hier: Hier, vorm: Literal["yaml", "xlsx"] = "xlsx", contract: str = "") -> Response:
    """One contract or all, in the form in which they are loaded."""
    inhoud = contractbeheer.exporteer(hier.werkplek, contract or None, vorm)
    return download(inhoud, f"contracten.{vorm}", EXCEL if vorm == "xlsx" else "application/yaml")


# --- loading --------------------------------------------------------------------------------------


@router.get("/laden")
@recht(Recht.CONTRACTEN_VOORSTELLEN)
def laadformulier(request: Request) -> HTMLResponse:
    """Where a contract file is chosen."""
    return toon(request, "contractbeheer/laden.html", fout="")


@router.post("/laden")
@recht(Recht.CONTRACTEN_VOORSTELLEN)
def probeer(request: Request, hier: Hier, gestuurd: Formulier) -> HTMLResponse:
    """Show what a file would change; nothing is kept, and the file goes along to the next step."""
    gekozen = bestanden_in(gestuurd)
    if not gekozen:
        return toon(request, "contractbeheer/laden.html", status=422, fout=_GEEN_BESTAND)
    bestand = Contractbestand(gekozen[0].naam, gekozen[0].invoer.read(GROOTSTE_BESTAND + 1))
    ingepakt = base64.b64encode(zlib.compress(bestand.inhoud)).decode()
    if len(ingepakt) > _MEEGEGEVEN:
        return toon(request, "contractbeheer/laden.html", status=422, fout=_TE_GROOT)
    resultaat = contractbeheer.probeer(hier.werkplek, bestand, hier.nu())
    return toon(
        request,
        "contractbeheer/verschillen.html",
        status=422 if resultaat.fouten else 200,
        resultaat=resultaat,
        naam=bestand.naam,
        ingepakt=ingepakt,
    )


@router.post("/laden/vastleggen")
@recht(Recht.CONTRACTEN_VOORSTELLEN)
def laad(request: Request, hier: Hier, wie: Wie, gestuurd: Formulier) -> Response:
    """Load the file that was looked at."""
    try:
        uitpakker = zlib.decompressobj()
        ingepakt = base64.b64decode(str(gestuurd.get("inhoud", "")), validate=True)
        inhoud = uitpakker.decompress(ingepakt, GROOTSTE_BESTAND + 1)
    except (binascii.Error, zlib.error):
        return toon(request, "contractbeheer/laden.html", status=422, fout=_GEEN_BESTAND)
    bestand = Contractbestand(str(gestuurd.get("naam", "")), inhoud)
    resultaat = contractbeheer.laad(hier.werkplek, wie, bestand, hier.nu())
    return toon(
        request,
        "contractbeheer/geladen.html",
        status=422 if resultaat.fouten else 200,
        resultaat=resultaat,
        naam=bestand.naam,
    )


# --- indexing -------------------------------------------------------------------------------------


@router.get("/indexeren")
@recht(Recht.CONTRACTEN_VOORSTELLEN)
def indexformulier(request: Request, vandaag: Vandaag) -> HTMLResponse:
    """Where a year and a percentage are filled in."""
    return _index(request, {"jaar": str(vandaag.year + 1), "percentage": "", "ova": "", "soort": ""})


@router.post("/indexeren")
@recht(Recht.CONTRACTEN_VOORSTELLEN)
def indexeer(
    request: Request,
    hier: Hier,
    wie: Wie,
    jaar: Tekst = "",
    percentage: Tekst = "",
    ova: Tekst = "",
    soort: Tekst = "",
    doen: Tekst = "proef",
) -> HTMLResponse:
    """Show what an index run changes, or propose it ("maak")."""
    ingevuld = {"jaar": jaar, "percentage": percentage, "ova": ova, "soort": soort}
    engine = hier.werkplek.engine
    try:
        in_jaar = lees_getal("jaar", jaar)
        if not 2000 <= in_jaar < 2100:
            raise Invoerfout("jaar", "Schrijf een jaar van 2000 tot en met 2099.")
        stijging, plafond = _percentage("percentage", percentage), _percentage("ova", ova)
        if stijging is None:
            raise Invoerfout("percentage", "Schrijf een percentage, bijvoorbeeld 3,5.")
        soorten = [soort] if soort else []
        if doen == "maak":
            resultaat = contractvoorstellen.stel_index_voor(
                engine, in_jaar, stijging, ova=plafond, soorten=soorten, wie=wie.naam, nu=hier.nu()
            )
            return _index(request, ingevuld, resultaat=resultaat)
        verschillen = contractvoorstellen.proef_index(engine, in_jaar, stijging, ova=plafond, soorten=soorten)
    except Invoerfout as fout:
        return _index(request, ingevuld, status=422, fouten={fout.veld: str(fout)})
    return _index(request, ingevuld, verschillen=verschillen)


def _index(
    request: Request,
    ingevuld: dict[str, str],
    *,
    status: int = 200,
    fouten: dict[str, str] | None = None,
    verschillen: object = None,
    resultaat: object = None,
) -> HTMLResponse:
    return toon(
        request,
        "contractbeheer/indexeren.html",
        status=status,
        soorten=[(soort, soort) for soort in contractvoorstellen.SOORTEN],
        ingevuld=ingevuld,
        fouten=fouten or {},
        verschillen=verschillen,
        resultaat=resultaat,
    )


def _percentage(veld: str, tekst: str) -> int | None:
    """Hundredths of a percent; None for an empty field."""
    gelezen = lees_bedrag(veld, tekst.strip().removesuffix("%"))
    if gelezen is not None and not 0 < gelezen <= _HONDERD:
        raise Invoerfout(veld, "Schrijf een percentage boven 0 en hoogstens 100, bijvoorbeeld 3,5.")
    return gelezen


# --- deciding -------------------------------------------------------------------------------------


@router.get("/voorstellen/{nummer}")
@recht(Recht.CONTRACTVOORSTELLEN_ZIEN)
def een(request: Request, hier: Hier, vandaag: Vandaag, nummer: int) -> HTMLResponse:
    """One voorstel: what it changes and what that touches."""
    blad = contractbeheer.voorstel(hier.werkplek, nummer, vandaag)
    return toon(request, "contractbeheer/voorstel.html", blad=blad)


@router.post("/voorstellen/{nummer}/goedkeuren")
@recht(Recht.CONTRACTEN_BESLUITEN)
def keur_goed(hier: Hier, wie: Wie, nummer: int, toelichting: Tekst = "") -> Response:
    """Put what somebody else proposed in force."""
    gemeenten = codelijsten.lees(codelijsten.GEMEENTEN).waarden
    contractvoorstellen.keur_goed(
        hier.werkplek.engine, nummer, wie.naam, gemeenten, hier.nu(), toelichting.strip() or None
    )
    return RedirectResponse(f"/contractbeheer/voorstellen/{nummer}", status_code=303)


@router.post("/voorstellen/{nummer}/afkeuren")
@recht(Recht.CONTRACTEN_BESLUITEN)
def keur_af(hier: Hier, wie: Wie, nummer: int, toelichting: Tekst = "") -> Response:
    """Turn down what somebody else proposed."""
    contractvoorstellen.keur_af(hier.werkplek.engine, nummer, wie.naam, hier.nu(), toelichting.strip() or None)
    return RedirectResponse(f"/contractbeheer/voorstellen/{nummer}", status_code=303)
