"""Correcting a prestatie from the screen: a form, a trial, and then in earnest."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from backoffice.services import herstel
from backoffice.services.herstel import Correctie, Herstelvorm
from backoffice.toegang.rechten import Recht
from backoffice.ui.invoer import Invoerfout, lees_bedrag, lees_datum, lees_getal
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Wie, recht
from ijw.regels.tekst import eenheidnaam

router = APIRouter(prefix="/prestaties")

_EENHEDEN: Final = tuple((code, eenheidnaam(code)) for code in ("01", "04", "14", "16", "82", "83", "84"))
_VELDEN: Final = ("toewijzing", "categorie", "code", "begindatum", "einddatum", "volume", "eenheid", "tarief")
_SJABLOON: Final = "prestaties/herstel.html"
Veld = Annotated[str, Form()]


@router.get("/{prestatie_id}/herstel")
@recht(Recht.PRESTATIES_HERSTELLEN)
def formulier(request: Request, hier: Hier, wie: Wie, prestatie_id: int) -> HTMLResponse:
    """The form, filled in as far as we can."""
    nu = hier.nu()
    vorm = herstel.bereid_voor(hier.werkplek, wie, prestatie_id, nu)
    return _toon(request, vorm, _als_tekst(vorm.voorstel), f"{nu:%Y%m%d%H%M%S%f}")


@router.post("/{prestatie_id}/herstel")
@recht(Recht.PRESTATIES_HERSTELLEN)
def verstuur(
    request: Request,
    hier: Hier,
    wie: Wie,
    prestatie_id: int,
    nummer: Veld = "",
    knop: Veld = "proef",
    wat: Veld = "",
    toewijzing: Veld = "",
    categorie: Veld = "",
    code: Veld = "",
    begindatum: Veld = "",
    einddatum: Veld = "",
    volume: Veld = "",
    eenheid: Veld = "",
    tarief: Veld = "",
) -> Response:
    """Show what it would become, or send it."""
    nu = hier.nu()
    getypt = (toewijzing, categorie, code, begindatum, einddatum, volume, eenheid, tarief)
    waarden = dict(zip(_VELDEN, getypt, strict=True)) | {"wat": wat}
    try:
        correctie = None if wat == "intrekken" else _lees(waarden)
        if knop == "indienen":
            inzending = herstel.herstel(hier.werkplek, wie, prestatie_id, correctie, nummer, nu)
            if inzending.bericht_id is not None:
                return RedirectResponse(f"/berichten/{inzending.bericht_id}", status_code=303)
            fouten = [("begindatum", inzending.ontvangst.reden or inzending.advies)]
        else:
            proef = herstel.op_proef(hier.werkplek, wie, prestatie_id, correctie, nummer, nu)
            vorm = herstel.bereid_voor(hier.werkplek, wie, prestatie_id, nu)
            return _toon(request, vorm, waarden, nummer, proef=proef)
    except Invoerfout as fout:
        fouten = [(fout.veld, str(fout))]
    except herstel.Onjuist as fout:
        fouten = [("begindatum", reden) for reden in fout.redenen]
    vorm = herstel.bereid_voor(hier.werkplek, wie, prestatie_id, nu)
    return _toon(request, vorm, waarden, nummer, fouten=fouten, status=422)


def _toon(
    request: Request,
    vorm: Herstelvorm,
    waarden: dict[str, str],
    nummer: str,
    *,
    proef: object = None,
    fouten: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HTMLResponse:
    return toon(
        request,
        _SJABLOON,
        status=status,
        vorm=vorm,
        waarden=waarden,
        nummer=nummer,
        proef=proef,
        fouten=fouten or [],
        eenheden=_EENHEDEN,
    )


def _als_tekst(correctie: Correctie) -> dict[str, str]:
    tarief = "" if correctie.tarief is None else f"{correctie.tarief // 100},{correctie.tarief % 100:02d}"
    return {
        "wat": "",
        "toewijzing": str(correctie.toewijzing_nummer),
        "categorie": correctie.categorie,
        "code": correctie.code,
        "begindatum": correctie.begindatum.isoformat(),
        "einddatum": correctie.einddatum.isoformat(),
        "volume": str(correctie.volume),
        "eenheid": correctie.eenheid,
        "tarief": tarief,
    }


def _lees(waarden: dict[str, str]) -> Correctie:
    return Correctie(
        toewijzing_nummer=lees_getal("toewijzing", waarden["toewijzing"]),
        categorie=_verplicht("categorie", waarden),
        code=_verplicht("code", waarden),
        begindatum=_dag("begindatum", waarden),
        einddatum=_dag("einddatum", waarden),
        volume=lees_getal("volume", waarden["volume"]),
        eenheid=_verplicht("eenheid", waarden),
        tarief=lees_bedrag("tarief", waarden["tarief"]),
    )


def _verplicht(veld: str, waarden: dict[str, str]) -> str:
    if not (tekst := waarden[veld].strip()):
        raise Invoerfout(veld, f"Vul {veld} in.")
    return tekst


def _dag(veld: str, waarden: dict[str, str]) -> date:
    dag = lees_datum(veld, waarden[veld])
    if dag is None:
        raise Invoerfout(veld, f"Vul {veld} in.")
    return dag
