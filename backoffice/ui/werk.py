"""The work list: what waits, one item with everything it rests on, and deciding on it by form."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from backoffice.services import besluit_werk, werkvorm
from backoffice.services.inzage import werk, werkkeuze
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.inzage.werk import Beslis
from backoffice.services.inzage.werkkeuze import Werkvraag
from backoffice.services.verzending import Besluitfout
from backoffice.services.verzoekbesluit import AFWIJSCODES
from backoffice.services.werklijst import Werkblad
from backoffice.toegang.rechten import Recht
from backoffice.ui.invoer import Invoerfout, lees_bedrag, lees_datum, lees_getal, verplichte_datum
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Vandaag, Wie, recht
from backoffice.web.velden import Velden

router = APIRouter(prefix="/werk")

HANDELINGEN: Final = {
    "wijs-toe": ("Toewijzen", "Wij maken de toewijzing (JW301) en zetten haar klaar voor de aanbieder."),
    "wijs-af": ("Afwijzen", "Wij maken het antwoord (JW319) met de reden en zetten het klaar voor de aanbieder."),
    "neem-in-onderzoek": (
        "In onderzoek nemen",
        "Wij laten de aanbieder weten dat u het verzoek onderzoekt (JW319). Dat kan een keer; daarna hebt u tot "
        "acht weken na de dagtekening.",
    ),
    "houd-aan": ("Aanhouden", "Het verzoek wacht tot de dag die u kiest. De termijn loopt door."),
    "draag-over": (
        "Overdragen",
        "Wij vragen de andere gemeente of zij verantwoordelijk is. U besluit zelf zodra zij antwoordde.",
    ),
    "feiten": ("Feiten vastleggen", "Wij toetsen het verzoek opnieuw met wat u uitzocht."),
    "antwoord-op-overname": (
        "Antwoorden",
        "De gemeente die het vroeg, ziet uw antwoord op haar werklijst.",
    ),
    "herhaal": ("Opnieuw verzenden", "Wij maken de toewijzing (JW301) opnieuw zoals zij nu geldt."),
    "sluit-af": ("Afsluiten", "Het verdwijnt van de werklijst. Er gaat geen bericht uit."),
}
"""What can be done with an item: what it is called, and what happens then."""

_CODES: Final = tuple((code, f"{code}: {werkvorm.reden_van(code)}") for code in AFWIJSCODES)
_JA_NEE: Final = (("", "niet uitgezocht"), ("ja", "ja"), ("nee", "nee"))
_FEITEN: Final = ("jeugdstrafrecht", "maatregel", "levering_begonnen")


@router.get("")
@recht(Recht.WERK_ZIEN)
def lijst(
    request: Request, hier: Hier, wie: Wie, vandaag: Vandaag, vraag: Annotated[Werkvraag, Depends()], na: int = 0
) -> HTMLResponse:
    """What waits, most pressing first."""
    pagina = werkkeuze.lijst(hier.werkplek, wie, vandaag, vraag, vanaf=na)
    return toon(
        request,
        "werk/lijst.html",
        pagina=pagina,
        filters=asdict(vraag),
        soorten=_keuzes(werkkeuze.SOORTEN),
        standen=_keuzes(werkkeuze.STANDEN),
        fasen=_keuzes(werkkeuze.FASEN),
    )


@router.get("/{werk_id}")
@recht(Recht.WERK_ZIEN)
def een(request: Request, hier: Hier, wie: Wie, werk_id: int) -> HTMLResponse:
    """One item: what was asked, what is proposed and why, and what was decided."""
    blad = werk.toon(hier.werkplek, wie, werk_id, hier.nu())
    keuzes = [(naam, *HANDELINGEN[naam]) for naam in werkkeuze.mogelijk(wie, blad)]
    return toon(
        request,
        "werk/werk.html",
        blad=blad,
        keuzes=keuzes,
        voorgesteld=werkkeuze.voorgesteld(blad),
        reden_van=werkvorm.reden_van,
    )


@router.get("/{werk_id}/besluiten/{handeling}")
@recht(Recht.WERK_BESLUITEN)
def formulier(request: Request, hier: Hier, wie: Wie, werk_id: int, handeling: str) -> HTMLResponse:
    """Where a decision is filled in."""
    blad = werk.toon(hier.werkplek, wie, werk_id, hier.nu())
    if handeling not in HANDELINGEN:
        raise NietGevonden("Dit kunt u met werk niet doen.")
    voorstel = blad.inhoud.get("voorstel") or {}
    waarden = {"code": voorstel.get("code") or "", "gezien": str(len(blad.besluiten))}
    return _toon(request, blad, handeling, waarden)


@router.post("/{werk_id}/besluiten/{handeling}")
@recht(Recht.WERK_BESLUITEN)
def besluit(request: Request, hier: Hier, wie: Wie, werk_id: int, handeling: str, velden: Velden) -> Response:
    """Decide; what this visitor decided a moment ago is not decided again."""
    nu, waarden = hier.nu(), _waarden(velden)
    if handeling not in HANDELINGEN:
        raise NietGevonden("Dit kunt u met werk niet doen.")
    gezien = int(waarden["gezien"]) if waarden.get("gezien", "").isdecimal() else 0
    if not werkkeuze.is_gedaan(hier.werkplek, wie, werk_id, gezien, nu):
        gronden = [regel.strip() for regel in waarden.get("gronden", "").splitlines() if regel.strip()]
        try:
            werk.besluit(hier.werkplek, wie, werk_id, nu, gronden, _beslis(handeling, waarden, wie.naam))
        except (Besluitfout, Invoerfout) as fout:
            veld = fout.veld if isinstance(fout, Invoerfout) else "besluit"
            blad = werk.toon(hier.werkplek, wie, werk_id, nu)
            return _toon(request, blad, handeling, waarden, fouten=[(veld, str(fout))], status=422)
    return RedirectResponse(f"/werk/{werk_id}", status_code=303)


def _toon(
    request: Request,
    blad: Werkblad,
    handeling: str,
    waarden: dict[str, str],
    *,
    fouten: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HTMLResponse:
    naam, gevolg = HANDELINGEN[handeling]
    return toon(
        request,
        "werk/besluit.html",
        status=status,
        blad=blad,
        handeling=handeling,
        naam=naam,
        gevolg=gevolg,
        waarden=waarden,
        fouten=fouten or [],
        codes=_CODES,
        ja_nee=_JA_NEE,
    )


def _waarden(velden: FormData) -> dict[str, str]:
    return {naam: waarde for naam, waarde in velden.items() if isinstance(waarde, str)}


def _beslis(handeling: str, waarden: dict[str, str], naam: str) -> Beslis:
    """What a form asks to do. Raises Invoerfout, or Besluitfout when facts say nothing or half."""
    gemeente = waarden.get("gemeente", "").strip()
    match handeling:
        case "wijs-toe":
            return partial(besluit_werk.wijs_toe, anders=_anders(waarden))
        case "wijs-af":
            return partial(besluit_werk.wijs_af, code=waarden.get("code", ""), gemeente=gemeente or None)
        case "houd-aan":
            return partial(besluit_werk.houd_aan, tot=verplichte_datum("tot", waarden.get("tot", "")))
        case "draag-over":
            return partial(besluit_werk.draag_over, gemeente=gemeente)
        case "antwoord-op-overname":
            if waarden.get("akkoord") not in ("ja", "nee"):
                raise Invoerfout("akkoord", "Kies ja of nee.")
            return partial(besluit_werk.antwoord_op_overname, akkoord=waarden["akkoord"] == "ja")
        case "feiten":
            return partial(besluit_werk.leg_feiten_vast, **_feiten(waarden, naam))
    return {
        "neem-in-onderzoek": besluit_werk.neem_in_onderzoek,
        "herhaal": besluit_werk.herhaal,
        "sluit-af": besluit_werk.sluit_af,
    }[handeling]


def _anders(waarden: dict[str, str]) -> dict[str, object]:
    """The fields in which a gemeente assigns otherwise than was proposed."""
    volume = waarden.get("volume", "").strip()
    anders = {
        "einddatum": lees_datum("einddatum", waarden.get("einddatum", "")),
        "volume": lees_getal("volume", volume) if volume else None,
        "budget": lees_bedrag("budget", waarden.get("budget", "")),
    }
    return {naam: waarde for naam, waarde in anders.items() if waarde is not None}


def _feiten(waarden: dict[str, str], naam: str) -> dict[str, Any]:
    def tekst(veld: str) -> str | None:
        return waarden.get(veld, "").strip() or None

    return werkvorm.feiten(
        naam,
        woonplaats=tekst("woonplaats"),
        andere_grond=waarden.get("andere_grond") == "ja",
        verhuisd_op=lees_datum("verhuisd_op", waarden.get("verhuisd_op", "")),
        verhuisd_van=tekst("verhuisd_van"),
        afkeur=tekst("afkeur"),
        **{veld: tekst(veld) for veld in _FEITEN},
    )


def _keuzes(waarden: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(waarde, waarde) for waarde in waarden]
