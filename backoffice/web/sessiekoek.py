"""The cookies by which a browser is recognised: out of reach of scripts and of other sites."""

from __future__ import annotations

from typing import Final

from fastapi import Request
from fastapi.responses import Response

from backoffice.services import aanmelden
from backoffice.toegang.rechten import Bezoeker
from backoffice.web.poort import portaal_van

_SESSIE: Final = "sessie"
_VERTREK: Final = "vertrek"


def herken(request: Request) -> Bezoeker | None:
    """Who signed in with this browser."""
    hier = portaal_van(request)
    token = sessie_van(request)
    return None if token is None else aanmelden.herken(hier.werkplek, token, hier.nu())


def sessie_van(request: Request) -> str | None:
    """The token that the browser holds."""
    return request.cookies.get(_naam(request, _SESSIE))


def geef_sessie(request: Request, antwoord: Response, token: str) -> None:
    """Have the browser hold a token until it is closed; the server knows when the session is over."""
    _geef(request, antwoord, _SESSIE, token)


def neem_sessie(request: Request, antwoord: Response) -> None:
    """Have the browser forget its token."""
    _neem(request, antwoord, _SESSIE)


def vertrek_van(request: Request) -> str:
    """What the browser remembers of leaving to sign in elsewhere."""
    return request.cookies.get(_naam(request, _VERTREK), "")


def geef_vertrek(request: Request, antwoord: Response, bewijs: str) -> None:
    """Have the browser remember with what it left."""
    _geef(request, antwoord, _VERTREK, bewijs)


def neem_vertrek(request: Request, antwoord: Response) -> None:
    """Have the browser forget with what it left."""
    _neem(request, antwoord, _VERTREK)


def _geef(request: Request, antwoord: Response, soort: str, waarde: str) -> None:
    veilig = _versleuteld(request)
    antwoord.set_cookie(_naam(request, soort), waarde, path="/", httponly=True, samesite="lax", secure=veilig)


def _neem(request: Request, antwoord: Response, soort: str) -> None:
    veilig = _versleuteld(request)
    antwoord.delete_cookie(_naam(request, soort), path="/", httponly=True, samesite="lax", secure=veilig)


def _naam(request: Request, soort: str) -> str:
    # With this prefix browsers take the cookie only over https, for this host and all of its paths.
    return f"__Host-{soort}" if _versleuteld(request) else soort


def _versleuteld(request: Request) -> bool:
    return request.url.scheme == "https"
