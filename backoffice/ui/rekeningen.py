"""The accounts that are paid to and from: proposed by one person, confirmed by another, usable some days later."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from backoffice.services.betalen import Betaalfout
from backoffice.services.inzage import betaalverkeer
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.toegang.rechten import Recht
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Vandaag, Wie, recht

router = APIRouter(prefix="/rekeningen")

Tekst = Annotated[str, Form(max_length=140)]


@router.get("")
@recht(Recht.BETALINGEN_ZIEN)
def lijst(request: Request, hier: Hier, wie: Wie, vandaag: Vandaag, na: int | None = None) -> HTMLResponse:
    """What waits for a second person, and all accounts."""
    return toon(
        request,
        "rekeningen/lijst.html",
        rekeningen=betaalverkeer.rekeningen(hier.werkplek, wie, na=na),
        vandaag=vandaag,
    )


@router.get("/nieuw")
@recht(Recht.REKENINGEN_VOORSTELLEN)
def formulier(request: Request, hier: Hier, wie: Wie) -> HTMLResponse:
    """Where an account is filled in."""
    eigen = wie.bereik.aanbieder or wie.bereik.gemeente or ""
    return _formulier(request, hier, {"partij": eigen, "iban": "", "naam": ""})


@router.post("/nieuw")
@recht(Recht.REKENINGEN_VOORSTELLEN)
def stel_voor(
    request: Request, hier: Hier, wie: Wie, partij: Tekst = "", iban: Tekst = "", naam: Tekst = ""
) -> Response:
    """Propose an account."""
    try:
        betaalverkeer.stel_rekening_voor(hier.werkplek, wie, partij.strip(), iban, naam, hier.nu())
    except (Betaalfout, NietGevonden) as fout:
        status = 404 if isinstance(fout, NietGevonden) else 422
        return _formulier(request, hier, {"partij": partij, "iban": iban, "naam": naam}, status, str(fout))
    return RedirectResponse("/rekeningen", status_code=303)


@router.post("/{nummer}/bevestigen")
@recht(Recht.REKENINGEN_BESLUITEN)
def bevestig(hier: Hier, wie: Wie, nummer: int) -> Response:
    """Confirm what somebody else proposed."""
    betaalverkeer.bevestig_rekening(hier.werkplek, wie, nummer, hier.nu())
    return RedirectResponse("/rekeningen", status_code=303)


@router.post("/{nummer}/weigeren")
@recht(Recht.REKENINGEN_BESLUITEN)
def weiger(hier: Hier, wie: Wie, nummer: int) -> Response:
    """Refuse what somebody else proposed."""
    betaalverkeer.weiger_rekening(hier.werkplek, wie, nummer, hier.nu())
    return RedirectResponse("/rekeningen", status_code=303)


def _formulier(
    request: Request, hier: Hier, ingevuld: dict[str, str], status: int = 200, melding: str = ""
) -> HTMLResponse:
    afkoeling = hier.werkplek.instellingen.afkoeling
    return toon(
        request, "rekeningen/nieuw.html", status=status, ingevuld=ingevuld, melding=melding, afkoeling=afkoeling
    )
