"""The cookie by which a browser is recognised: out of reach of scripts and of other sites."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from backoffice.services import aanmelden
from backoffice.toegang.rechten import Bezoeker
from backoffice.web.poort import portaal_van


def herken(request: Request) -> Bezoeker | None:
    """Who signed in with this browser."""
    hier = portaal_van(request)
    token = sessie_van(request)
    return None if token is None else aanmelden.herken(hier.werkplek, token, hier.nu())


def sessie_van(request: Request) -> str | None:
    """The token that the browser holds."""
    return request.cookies.get(_naam(request))


def geef_sessie(request: Request, antwoord: Response, token: str) -> None:
    """Have the browser hold a token until it is closed; the server knows when the session is over."""
    antwoord.set_cookie(
        _naam(request), token, path="/", httponly=True, samesite="lax", secure=_versleuteld(request)
    )


def neem_sessie(request: Request, antwoord: Response) -> None:
    """Have the browser forget its token."""
    antwoord.delete_cookie(_naam(request), path="/", httponly=True, samesite="lax", secure=_versleuteld(request))


def _naam(request: Request) -> str:
    # With this prefix browsers take the cookie only over https, for this host and all of its paths.
    return "__Host-sessie" if _versleuteld(request) else "sessie"


def _versleuteld(request: Request) -> bool:
    return request.url.scheme == "https"
