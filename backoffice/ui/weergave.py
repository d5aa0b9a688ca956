"""Pages from templates: amounts, dates and moments as people in the Netherlands write them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkvorm import vertel_bevonden
from backoffice.ui.huisstijl import Huisstijl
from backoffice.ui.menu import menu_voor
from backoffice.web import VERSIE
from ijw.regels.tekst import frequentienaam, hoeveelheid

_SJABLONEN: Final = Path(__file__).parent / "sjablonen"


def euro(centen: int) -> str:
    """Eurocents as an amount: 1176000 is "€ 11.760,00"."""
    teken = "-" if centen < 0 else ""
    hele = f"{abs(centen) // 100:,}".replace(",", ".")
    return f"€ {teken}{hele},{abs(centen) % 100:02d}"


def datum(dag: date) -> str:
    """A day, as 31-01-2026."""
    return f"{dag:%d-%m-%Y}"


def moment(tijdstip: datetime) -> str:
    """A UTC moment as the clock in the Netherlands shows it."""
    return f"{tijdstip.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"


def maand(dag: date) -> str:
    """A month by one of its days, as 01-2026."""
    return f"{dag:%m-%Y}"


def zin(tekst: str) -> str:
    """A text as a sentence begins: only its first letter changes."""
    return tekst[:1].upper() + tekst[1:]


OMGEVING: Final = Environment(
    loader=FileSystemLoader(_SJABLONEN),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
OMGEVING.filters.update(
    euro=euro,
    hoeveelheid=hoeveelheid,
    datum=datum,
    moment=moment,
    maand=maand,
    frequentie=frequentienaam,
    vertel_feiten=vertel_bevonden,
    zin=zin,
)


def toon(request: Request, sjabloon: str, *, status: int = 200, **inhoud: Any) -> HTMLResponse:
    """A page of the portal; every template knows what `_pagina.html` uses besides what is given."""
    bezoeker = getattr(request.state, "bezoeker", None)
    stijl: Huisstijl = request.app.state.huisstijl
    tekst = OMGEVING.get_template(sjabloon).render(
        bezoeker=bezoeker,
        menu=menu_voor(bezoeker),
        pad=request.url.path,
        statisch=stijl.adres,
        thema=stijl.thema(bezoeker and bezoeker.organisatie),
        versie=VERSIE,
        **inhoud,
    )
    return HTMLResponse(tekst, status_code=status)
