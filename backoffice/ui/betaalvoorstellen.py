"""Proposals to pay: one person makes one, another approves it, and the bank tells what became of the payments."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from backoffice.services.betalen import STANDEN
from backoffice.services.inzage import betaalverkeer, betaalvoorstellen, organisaties
from backoffice.services.leesbaar import toonbaar
from backoffice.toegang.rechten import Recht
from backoffice.ui.bestand import XML, download
from backoffice.ui.invoer import Invoerfout, lees_datum
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Vandaag, Wie, recht
from backoffice.web.upload import Formulier, bestanden_in

router = APIRouter(prefix="/betaalvoorstellen")

Tekst = Annotated[str, Form(max_length=500)]
_STANDEN: Final = tuple((stand, stand) for stand in STANDEN)
_GEEN_BESTAND: Final = "Kies het afschrift of statusbericht van de bank."
_REGELS: Final = 500


def _terug(pad: str) -> RedirectResponse:
    return RedirectResponse(pad, status_code=303)


@router.get("")
@recht(Recht.GROOTBOEK_ZIEN)
def lijst(request: Request, hier: Hier, wie: Wie, na: int | None = None) -> HTMLResponse:
    """The proposals, newest first, and where new ones are made."""
    voorstellen = betaalvoorstellen.lijst(hier.werkplek, wie, na=na)
    return toon(request, "betaalvoorstellen/lijst.html", pagina=voorstellen)


@router.get("/nieuw")
@recht(Recht.BETALINGEN_VOORSTELLEN)
def formulier(request: Request, hier: Hier, wie: Wie, vandaag: Vandaag) -> HTMLResponse:
    """Where a gemeente and a day are chosen."""
    dag = hier.werkplek.kalender.volgende_werkdag(vandaag)
    return _formulier(request, hier, wie, {"gemeente": wie.bereik.gemeente or "", "dag": dag.isoformat()})


@router.post("/nieuw")
@recht(Recht.BETALINGEN_VOORSTELLEN)
def maak(
    request: Request, hier: Hier, wie: Wie, gemeente: Tekst, dag: Tekst = "", doen: Tekst = "proef"
) -> Response:
    """Show what would be paid, or make the proposal ("maak")."""
    ingevuld = {"gemeente": gemeente, "dag": dag}
    try:
        betaaldag = lees_datum("dag", dag)
        if betaaldag is None:
            raise Invoerfout("dag", "Kies de dag waarop de gemeente betaalt.")
    except Invoerfout as fout:
        return _formulier(request, hier, wie, ingevuld, status=422, fouten={fout.veld: str(fout)})
    gemaakt = betaalvoorstellen.maak(hier.werkplek, wie, gemeente, betaaldag, hier.nu(), proef=doen != "maak")
    if gemaakt.nummer is not None:
        return _terug(f"/betaalvoorstellen/{gemaakt.nummer}")
    return toon(
        request, "betaalvoorstellen/proef.html", voorstel=gemaakt.voorstel, ingevuld=ingevuld, dag=betaaldag
    )


def _formulier(
    request: Request,
    hier: Hier,
    wie: Wie,
    ingevuld: dict[str, str],
    *,
    status: int = 200,
    fouten: dict[str, str] | None = None,
) -> HTMLResponse:
    gemeenten = [een for een in organisaties.gemeenten(hier.werkplek) if wie.bereik.gemeente in (None, een.code)]
    return toon(
        request,
        "betaalvoorstellen/nieuw.html",
        status=status,
        gemeenten=[(een.code, f"{een.naam} ({een.code})") for een in gemeenten],
        ingevuld=ingevuld,
        fouten=fouten or {},
    )


# --- what the bank says ---------------------------------------------------------------------------


@router.get("/bank")
@recht(Recht.BETALINGEN_VOORSTELLEN)
def bank(request: Request) -> HTMLResponse:
    """Where a statement is chosen, or one payment is told of."""
    return _bank(request)


@router.post("/bank")
@recht(Recht.BETALINGEN_VOORSTELLEN)
def lees_bank(request: Request, hier: Hier, wie: Wie, gestuurd: Formulier) -> HTMLResponse:
    """Take in a camt.053 or pain.002; the same file twice changes nothing."""
    bestanden = bestanden_in(gestuurd)
    if not bestanden:
        return _bank(request, status=422, fout=_GEEN_BESTAND)
    regels = [
        toonbaar(regel)
        for bestand in bestanden
        for regel in betaalverkeer.lees_bank(hier.werkplek, wie, hier.bank, bestand.invoer.read(), hier.nu())
    ]
    return _bank(request, regels=regels)


@router.post("/bank/melding")
@recht(Recht.BETALINGEN_VOORSTELLEN)
def meld(
    request: Request,
    hier: Hier,
    wie: Wie,
    kenmerk: Tekst,
    stand: Annotated[Literal["uitgevoerd", "geweigerd"], Form()],
    reden: Tekst = "",
) -> HTMLResponse:
    """Tell of one payment what the bank did."""
    regel = betaalverkeer.meld(hier.werkplek, wie, kenmerk.strip(), stand, reden.strip(), hier.nu())
    return _bank(request, regels=[regel])


def _bank(request: Request, *, status: int = 200, regels: list[str] | None = None, fout: str = "") -> HTMLResponse:
    return toon(request, "betaalvoorstellen/bank.html", status=status, regels=regels, fout=fout, standen=_STANDEN)


# --- what is held back ----------------------------------------------------------------------------


@router.get("/blokkades")
@recht(Recht.GROOTBOEK_ZIEN)
def blokkades(request: Request, hier: Hier, wie: Wie) -> HTMLResponse:
    """What is not paid for now, and why."""
    return toon(request, "betaalvoorstellen/blokkades.html", **_blokkades(hier, wie))


@router.post("/blokkades")
@recht(Recht.BETALINGEN_VOORSTELLEN)
def blokkeer(
    request: Request,
    hier: Hier,
    wie: Wie,
    gemeente: Tekst,
    aanbieder: Tekst,
    reden: Tekst = "",
    referentie: Tekst = "",
) -> Response:
    """Hold back an aanbieder, or one prestatie."""
    if not reden.strip():
        ingevuld = {"gemeente": gemeente, "aanbieder": aanbieder, "referentie": referentie}
        fouten = {"reden": "Schrijf waarom u niet betaalt. De aanbieder vraagt ernaar."}
        inhoud = _blokkades(hier, wie) | {"ingevuld": ingevuld, "fouten": fouten}
        return toon(request, "betaalvoorstellen/blokkades.html", status=422, **inhoud)
    betaalverkeer.blokkeer(
        *(hier.werkplek, wie, gemeente, aanbieder.strip(), reden.strip(), hier.nu()),
        referentie=referentie.strip() or None,
    )
    return _terug("/betaalvoorstellen/blokkades")


@router.post("/blokkades/{nummer}/opheffen")
@recht(Recht.BETALINGEN_GOEDKEUREN)
def deblokkeer(hier: Hier, wie: Wie, nummer: int) -> Response:
    """Pay again what was held back."""
    betaalverkeer.deblokkeer(hier.werkplek, wie, nummer, hier.nu())
    return _terug("/betaalvoorstellen/blokkades")


def _blokkades(hier: Hier, wie: Wie) -> dict[str, Any]:
    gemeenten = [een for een in organisaties.gemeenten(hier.werkplek) if wie.bereik.gemeente in (None, een.code)]
    return {
        "blokkades": betaalverkeer.blokkades(hier.werkplek, wie),
        "gemeenten": [(een.code, f"{een.naam} ({een.code})") for een in gemeenten],
        "ingevuld": {"gemeente": "", "aanbieder": "", "referentie": ""},
        "fouten": {},
    }


# --- one proposal ---------------------------------------------------------------------------------


@router.get("/{nummer}")
@recht(Recht.GROOTBOEK_ZIEN)
def een(request: Request, hier: Hier, wie: Wie, nummer: int) -> HTMLResponse:
    """One proposal with its payments, and what can be done with it."""
    return toon(
        request, "betaalvoorstellen/voorstel.html", blad=betaalvoorstellen.toon(hier.werkplek, wie, nummer)
    )


@router.get("/{nummer}/betalingen/{kenmerk}")
@recht(Recht.GROOTBOEK_ZIEN)
def betaling(request: Request, hier: Hier, wie: Wie, nummer: int, kenmerk: str) -> HTMLResponse:
    """One payment of a proposal: the lines it settles."""
    post = betaalverkeer.betaalpost(hier.werkplek, wie, nummer, kenmerk)
    return toon(request, "betaalvoorstellen/betaling.html", post=post, getoond=_REGELS)


@router.post("/{nummer}/goedkeuren")
@recht(Recht.BETALINGEN_GOEDKEUREN)
def keur_goed(hier: Hier, wie: Wie, nummer: int) -> Response:
    """Approve what somebody else proposed."""
    betaalvoorstellen.besluit(hier.werkplek, wie, nummer, hier.nu(), goedgekeurd=True)
    return _terug(f"/betaalvoorstellen/{nummer}")


@router.post("/{nummer}/afkeuren")
@recht(Recht.BETALINGEN_GOEDKEUREN)
def keur_af(hier: Hier, wie: Wie, nummer: int) -> Response:
    """Refuse a proposal; what it would have paid is open again."""
    betaalvoorstellen.besluit(hier.werkplek, wie, nummer, hier.nu(), goedgekeurd=False)
    return _terug(f"/betaalvoorstellen/{nummer}")


@router.post("/{nummer}/bestand")
@recht(Recht.BETALINGEN_GOEDKEUREN)
def bestand(hier: Hier, wie: Wie, nummer: int) -> Response:
    """The file for the bank; who asks again gets the same bytes."""
    inhoud = betaalvoorstellen.bestand(hier.werkplek, wie, nummer, hier.bank, hier.nu())
    return download(inhoud, f"betaalvoorstel-{nummer}.xml", XML)
