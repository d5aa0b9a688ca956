"""Toewijzingen: looking for them, one with everything around it, and changing or making one."""

from __future__ import annotations

from datetime import date
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from backoffice.fouten import BackofficeError
from backoffice.services.besluitstap import Besluit
from backoffice.services.herhalingen import AndereInhoud
from backoffice.services.inzage import toewijzingblad
from backoffice.services.inzage.toewijzingblad import Gewenst, Toewijzingvraag
from backoffice.services.verzending import Besluitfout
from backoffice.storage.views.toewijzingen import ToewijzingRij
from backoffice.toegang.rechten import Recht
from backoffice.ui.invoer import Invoerfout, lees_bedrag, lees_datum, lees_getal, verplichte_datum
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Portaal, Vandaag, Wie, recht
from backoffice.web.velden import Velden
from ijw.regels.tekst import eenheidnaam, frequentienaam

router = APIRouter(prefix="/toewijzingen")

_STANDEN: Final = tuple((stand, stand) for stand in toewijzingblad.STANDEN)
_EENHEDEN: Final = tuple((code, eenheidnaam(code)) for code in ("01", "04", "14", "16", "82", "83", "84"))
_FREQUENTIES: Final = tuple((code, f"{code} ({frequentienaam(code)})") for code in ("1", "2", "4", "6"))
_VELDEN: Final = ("vanaf", "einddatum", "categorie", "code", "volume", "eenheid", "frequentie", "budget")
_LANGSTE_SLEUTEL: Final = 64


@router.get("")
@recht(Recht.TOEWIJZINGEN_ZIEN)
def lijst(
    request: Request,
    hier: Hier,
    wie: Wie,
    vandaag: Vandaag,
    na: int | None = None,
    nummer: str = "",
    aanbieder: str = "",
    code: str = "",
    stand: str = "",
) -> HTMLResponse:
    """The newest toewijzingen, as far as they are asked for."""
    filters = {"nummer": nummer, "aanbieder": aanbieder, "code": code, "stand": stand}
    vraag = Toewijzingvraag(
        lees_getal("nummer", nummer) if nummer.strip() else None,
        aanbieder.strip() or None,
        code.strip() or None,
        stand or None,
        vandaag,
    )
    pagina = toewijzingblad.lijst(hier.werkplek, wie, vraag, hier.nu(), na=na)
    return toon(request, "toewijzingen/lijst.html", pagina=pagina, filters=filters, standen=_STANDEN, op_bsn=False)


@router.post("/zoeken")
@recht(Recht.TOEWIJZINGEN_ZIEN)
def zoek(request: Request, hier: Hier, wie: Wie, velden: Velden) -> HTMLResponse:
    """The toewijzingen of a jeugdige; his number stays out of the address."""
    bsn = str(velden.get("bsn", "")).strip()
    pagina = toewijzingblad.lijst(hier.werkplek, wie, Toewijzingvraag(), hier.nu(), bsn=bsn)
    filters = {"nummer": "", "aanbieder": "", "code": "", "stand": ""}
    return toon(request, "toewijzingen/lijst.html", pagina=pagina, filters=filters, standen=_STANDEN, op_bsn=True)


@router.get("/nieuw")
@recht(Recht.TOEWIJZINGEN_MAKEN)
def nieuw(request: Request, hier: Hier, wie: Wie) -> HTMLResponse:
    """Where a new toewijzing is filled in."""
    return _toon_formulier(request, None, {"gemeente": wie.bereik.gemeente or "", "formulier": _sleutel(hier)})


@router.post("/nieuw")
@recht(Recht.TOEWIJZINGEN_MAKEN)
def maak(request: Request, hier: Hier, wie: Wie, velden: Velden) -> Response:
    """Make a toewijzing and put its JW301 in the outbox; the same form twice makes one."""
    waarden = {naam: waarde for naam, waarde in velden.items() if isinstance(waarde, str)}
    try:
        uitslag = toewijzingblad.wijs_toe(
            hier.werkplek,
            wie,
            waarden.get("gemeente", ""),
            waarden.get("aanbieder", "").strip(),
            waarden.get("bsn", "").strip(),
            _lees(waarden),
            _besluit(wie.naam, hier, waarden),
            formulier=waarden.get("formulier", "")[:_LANGSTE_SLEUTEL],
        )
    except AndereInhoud as fout:
        return _toon_formulier(request, None, waarden | {"formulier": _sleutel(hier)}, fout)
    except (Besluitfout, Invoerfout) as fout:
        return _toon_formulier(request, None, waarden, fout)
    return RedirectResponse(f"/werk/{uitslag.werk_id}", status_code=303)


@router.get("/{toewijzing_id}")
@recht(Recht.TOEWIJZINGEN_ZIEN)
def een(request: Request, hier: Hier, wie: Wie, toewijzing_id: int) -> HTMLResponse:
    """One toewijzing with everything around it."""
    blad = toewijzingblad.toon(hier.werkplek, wie, toewijzing_id, hier.nu())
    return toon(request, "toewijzingen/toewijzing.html", blad=blad)


@router.get("/{toewijzing_id}/wijzigen")
@recht(Recht.TOEWIJZINGEN_MAKEN)
def formulier(request: Request, hier: Hier, wie: Wie, toewijzing_id: int) -> HTMLResponse:
    """Where a change is filled in."""
    rij = toewijzingblad.toon(hier.werkplek, wie, toewijzing_id, hier.nu()).inhoud.toewijzing
    return _toon_formulier(request, rij, _als_tekst(rij))


@router.post("/{toewijzing_id}/wijzigen")
@recht(Recht.TOEWIJZINGEN_MAKEN)
def wijzig(request: Request, hier: Hier, wie: Wie, toewijzing_id: int, velden: Velden) -> Response:
    """Change or remove a toewijzing and put its JW301 in the outbox."""
    waarden = {naam: waarde for naam, waarde in velden.items() if isinstance(waarde, str)}
    rij = toewijzingblad.toon(hier.werkplek, wie, toewijzing_id, hier.nu()).inhoud.toewijzing
    if waarden.get("versie") != str(rij.versie):
        # Somebody changed it since the form was filled in; a second click comes here, too.
        return RedirectResponse(f"/toewijzingen/{toewijzing_id}", status_code=303)
    try:
        wens = None if waarden.get("wat") == "verwijderen" else _lees(waarden)
        toewijzingblad.wijzig(
            hier.werkplek,
            wie,
            toewijzing_id,
            wens,
            _besluit(wie.naam, hier, waarden),
            instemming=waarden.get("instemming") == "ja",
        )
    except (Besluitfout, Invoerfout) as fout:
        return _toon_formulier(request, rij, waarden, fout)
    return RedirectResponse(f"/toewijzingen/{toewijzing_id}", status_code=303)


def _toon_formulier(
    request: Request,
    rij: ToewijzingRij | None,
    waarden: dict[str, str],
    fout: BackofficeError | None = None,
) -> HTMLResponse:
    fouten = [] if fout is None else [(fout.veld if isinstance(fout, Invoerfout) else "besluit", str(fout))]
    return toon(
        request,
        "toewijzingen/formulier.html",
        status=422 if fouten else 200,
        rij=rij,
        waarden=dict.fromkeys(_VELDEN, "") | waarden,
        fouten=fouten,
        eenheden=_EENHEDEN,
        frequenties=_FREQUENTIES,
    )


def _sleutel(hier: Portaal) -> str:
    """The key by which a form is known when it is sent again."""
    return hier.willekeur(16).hex()


def _besluit(naam: str, hier: Portaal, waarden: dict[str, str]) -> Besluit:
    gronden = (regel.strip() for regel in waarden.get("gronden", "").splitlines())
    return Besluit(naam, hier.nu(), tuple(grond for grond in gronden if grond))


def _als_tekst(rij: ToewijzingRij) -> dict[str, str]:
    def tekst(waarde: date | int | str | None) -> str:
        return "" if waarde is None else str(waarde)

    budget = "" if rij.budget is None else f"{rij.budget // 100},{rij.budget % 100:02d}"
    gelijk = {naam: tekst(getattr(rij, naam)) for naam in _VELDEN if naam not in ("vanaf", "budget")}
    return gelijk | {"vanaf": tekst(rij.ingangsdatum), "budget": budget, "versie": str(rij.versie)}


def _lees(waarden: dict[str, str]) -> Gewenst:
    def tekst(veld: str) -> str | None:
        return waarden.get(veld, "").strip() or None

    volume = tekst("volume")
    return Gewenst(
        vanaf=verplichte_datum("vanaf", waarden.get("vanaf", "")),
        einddatum=lees_datum("einddatum", waarden.get("einddatum", "")),
        categorie=tekst("categorie"),
        code=tekst("code"),
        volume=None if volume is None else lees_getal("volume", volume),
        eenheid=tekst("eenheid") if volume else None,
        frequentie=tekst("frequentie") if volume else None,
        budget=lees_bedrag("budget", waarden.get("budget", "")),
    )
