"""Pages from templates: amounts, dates and moments as people in the Netherlands write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from backoffice.services.inzage import organisaties
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.services.werkvorm import vertel_bevonden
from backoffice.ui.huisstijl import Huisstijl
from backoffice.ui.menu import huidig_pad, menu_voor
from backoffice.ui.rolnaam import werkt_als
from backoffice.web import VERSIE
from backoffice.web.poort import portaal_van
from ijw.regels.tekst import frequentienaam, hoeveelheid

_SJABLONEN: Final = Path(__file__).parent / "sjablonen"
_ISO_DATUM: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b", re.ASCII)


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


def datums(tekst: str) -> str:
    """A text with its days as 31-01-2026; findings are kept with days as a message writes them."""
    return _ISO_DATUM.sub(r"\3-\2-\1", tekst)


def dagen_over(dagen: int) -> str:
    """How long somebody still has: "nog 3 dagen", "vandaag" on the last day, "1 dag te laat" after it."""
    if dagen == 0:
        return "vandaag"
    aantal = f"{abs(dagen)} {'dag' if abs(dagen) == 1 else 'dagen'}"
    return f"nog {aantal}" if dagen > 0 else f"{aantal} te laat"


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
    datums=datums,
    dagen_over=dagen_over,
    werkt_als=werkt_als,
)


def naamgever(werkplek: Werkplek) -> Callable[[str], str]:
    """Tells a code with its name, as "Enschede (0153)", or as it is when nobody knows the name.

    The names are looked up once, and only for a page that shows one.
    """
    namen = cache(lambda: organisaties.namen(werkplek))

    def met_naam(code: str) -> str:
        naam = namen().get(code)
        return f"{naam} ({code})" if naam else code

    return met_naam


def toon(request: Request, sjabloon: str, *, status: int = 200, **inhoud: Any) -> HTMLResponse:
    """A page of the portal; every template knows what `_pagina.html` uses besides what is given."""
    bezoeker = getattr(request.state, "bezoeker", None)
    stijl: Huisstijl = request.app.state.huisstijl
    menu = menu_voor(bezoeker)
    tekst = OMGEVING.get_template(sjabloon).render(
        bezoeker=bezoeker,
        menu=menu,
        pad=request.url.path,
        huidig=huidig_pad(menu, request.url.path),
        met_naam=naamgever(portaal_van(request).werkplek),
        statisch=stijl.adres,
        thema=stijl.thema(bezoeker and bezoeker.organisatie),
        versie=VERSIE,
        **inhoud,
    )
    return HTMLResponse(tekst, status_code=status)
