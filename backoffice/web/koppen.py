"""What every answer carries, and which requests of a browser are let in: no other site may act for a visitor.

A browser says with Sec-Fetch-Site where a request came from, and older ones with Origin. Together with cookies
that are not sent across sites this stops forged requests without a token in each form, so that a page stays
usable in a second tab or after the back button (OWASP, Cross-Site Request Forgery Prevention, Fetch Metadata).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KOPPEN: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_HSTS: Final = "max-age=31536000"
_VEILIG: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Koppen:
    """Adds the headers of safety to every answer, and says that nothing in between may keep it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def met_koppen(bericht: Message) -> None:
            if bericht["type"] == "http.response.start":
                koppen = MutableHeaders(scope=bericht)
                for naam, waarde in KOPPEN.items():
                    koppen.setdefault(naam, waarde)
                koppen.setdefault("Cache-Control", "no-store")
                if scope.get("scheme") == "https":
                    koppen.setdefault("Strict-Transport-Security", _HSTS)
            await send(bericht)

        await self.app(scope, receive, met_koppen)


class Herkomst:
    """Refuses a request that changes something and was started by another site; `weiger` makes the answer."""

    def __init__(self, app: ASGIApp, weiger: Callable[[Request], Response]) -> None:
        self.app, self.weiger = app, weiger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _VEILIG and not eigen_site(Headers(scope=scope)):
            await self.weiger(Request(scope))(scope, receive, send)
            return
        await self.app(scope, receive, send)


def eigen_site(koppen: Headers) -> bool:
    """Whether a request came from a page of this site itself; one that says nothing did not."""
    if herkomst := koppen.get("sec-fetch-site"):
        return herkomst in ("same-origin", "none")
    return urlsplit(koppen.get("origin", "")).netloc == koppen.get("host", "")
