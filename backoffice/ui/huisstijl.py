"""How the portal looks: one stylesheet, the scripts and a theme per organisation, kept in memory.

Every file has an address with a hash of its content, so that a browser may keep it for a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from backoffice.fouten import BackofficeError
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import recht

_STATISCH: Final = Path(__file__).parent / "statisch"
_SOORTEN: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_JAAR: Final = "public, max-age=31536000, immutable"
_STANDAARD: Final = "standaard"
_TOKEN: Final = re.compile(r"^\s*(--[\w-]+):\s*(.+);", re.MULTILINE)
_GEBRUIK: Final = re.compile(r"var\(\s*(--[\w-]+)")
_BRONKAART: Final = re.compile(r"/\*# sourceMappingURL=.*?\*/")

router = APIRouter()


class Bestand(NamedTuple):
    """What is sent under one address: its media type and its bytes."""

    soort: str
    inhoud: bytes


class Huisstijl:
    """The files of the portal, with a theme for everybody and for organisations that have their own."""

    def __init__(self, themas: Mapping[str, str]) -> None:
        self._themas = frozenset(themas)
        bestanden = {naam: _lees(naam) for naam in ("htmx.js", "portaal.js", "merk.svg")}
        bestanden["stijl.css"] = _stijlblad(themas.values())
        bestanden.update({f"thema-{naam}.css": tekst for naam, tekst in themas.items()})
        self._adressen: dict[str, str] = {}
        self._bestanden: dict[str, Bestand] = {}
        for naam, tekst in bestanden.items():
            inhoud = tekst.encode()
            pad = Path(naam)
            uniek = f"{pad.stem}.{sha256(inhoud).hexdigest()[:12]}{pad.suffix}"
            self._adressen[naam] = f"/statisch/{uniek}"
            self._bestanden[uniek] = Bestand(_SOORTEN[pad.suffix], inhoud)

    def adres(self, naam: str) -> str:
        """Where a browser finds this file."""
        return self._adressen[naam]

    def thema(self, organisatie: str | None) -> str:
        """The file with the theme of an organisation, or that of everybody."""
        return f"thema-{organisatie if organisatie in self._themas else _STANDAARD}.css"

    def bestand(self, uniek: str) -> Bestand:
        """The file at an address; NietGevonden when its content is another one by now."""
        if (gevonden := self._bestanden.get(uniek)) is None:
            raise NietGevonden("Dit bestand is er niet (meer). Laad de pagina opnieuw.")
        return gevonden


@cache
def huisstijl(thema: str = "") -> Huisstijl:
    """The look with the theme in this file, or the themes in this map; BackofficeError when there is neither."""
    standaard = {_STANDAARD: _lees(f"themas/{_STANDAARD}.css")}
    pad = Path(thema)
    if not thema:
        return Huisstijl(standaard)
    if pad.is_dir():
        return Huisstijl(standaard | {bestand.stem: _lees(bestand) for bestand in sorted(pad.glob("*.css"))})
    if not pad.is_file():
        raise BackofficeError(f"IJW_THEMA is '{thema}'. Verwacht: een CSS-bestand, of een map met CSS-bestanden.")
    return Huisstijl({_STANDAARD: _lees(pad)})


@router.get("/statisch/{naam}")
@recht(Recht.PUBLIEK)
def statisch(request: Request, naam: str) -> Response:
    """A file that never changes at this address; it is about nobody, so anything in between may keep it."""
    eigen: Huisstijl = request.app.state.huisstijl
    bestand = eigen.bestand(naam)
    return Response(bestand.inhoud, media_type=bestand.soort, headers={"Cache-Control": _JAAR})


def _lees(pad: str | Path) -> str:
    return (_STATISCH / pad).read_text("utf-8")


def _stijlblad(themas: Iterable[str]) -> str:
    """One stylesheet: the design tokens that are used, the components, and what is our own."""
    delen = [_lees(pad) for pad in sorted((_STATISCH / "componenten").glob("*.css"))]
    delen.append(_lees("portaal.css"))
    tekst = _BRONKAART.sub("", "\n".join(delen))
    waarden = dict(_TOKEN.findall(_lees("tokens.css")))
    return f":root {{\n{_gebruikte_tokens(waarden, _GEBRUIK.findall(tekst + ''.join(themas)))}}}\n{tekst}"


def _gebruikte_tokens(waarden: Mapping[str, str], gebruikt: Iterable[str]) -> str:
    """The tokens that are used, or that one of those refers to, in the order of the source."""
    nodig: set[str] = set()
    wachtend = list(gebruikt)
    while wachtend:
        naam = wachtend.pop()
        if naam in waarden and naam not in nodig:
            nodig.add(naam)
            wachtend.extend(_GEBRUIK.findall(waarden[naam]))
    return "".join(f"  {naam}: {waarde};\n" for naam, waarde in waarden.items() if naam in nodig)
