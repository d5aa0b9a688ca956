"""What every answer of the API carries, and who is told that she has it already.

Works on the wire, around the whole application, so that errors are treated alike.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backoffice.api.herhaling import Begonnen
from backoffice.api.problemen import SOORT, TE_GROOT, probleem

VERSIE: Final = "1.0.0"
_ANDERE_SITE: Final = ("cross-site", "same-site")
_VREEMD: Final = "Dit verzoek kwam van een andere website en is niet uitgevoerd."


def merk_van(inhoud: bytes) -> str:
    """The ETag of what is sent: equal content, equal mark."""
    return f'"{hashlib.sha256(inhoud).hexdigest()[:32]}"'


class Protocol:
    """Adds the headers of the API, keeps answers under an Idempotency-Key, and says 304 to who has it already."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        app = self.app
        if scope["method"] != "GET" and Headers(scope=scope).get("sec-fetch-site") in _ANDERE_SITE:
            # A browser sends along the certificate of who uses it, also for a page of somebody else.
            app = probleem(403, _VREEMD)
        staat: dict[str, Any] = scope.setdefault("state", {})
        antwoord = _Antwoord(scope, send)
        try:
            await app(scope, receive, antwoord.neem)
        finally:
            # Also after an error that nobody foresaw: it was answered before it came up to here.
            begonnen: Begonnen | None = staat.get("begonnen")
            if begonnen is not None:
                await run_in_threadpool(begonnen.bewaar, antwoord.status, antwoord.te_bewaren, antwoord.inhoud)
            if antwoord.status:
                await antwoord.rond_af()


class _Antwoord:
    """An answer that is held until all of it is there, or that goes on as it comes when it says its own ETag."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope, self.send = scope, send
        self.status = 0
        self.koppen = MutableHeaders()
        self.inhoud = b""
        self._eigen_merk = self._onderweg = False

    async def neem(self, stuk: Message) -> None:
        if stuk["type"] == "http.response.start":
            self.status, self.koppen = stuk["status"], MutableHeaders(raw=list(stuk["headers"]))
            self._eigen_merk = self.scope["method"] == "GET" and "etag" in self.koppen
            self._onderweg = self._eigen_merk and not self._bekend(self.koppen["etag"])
            if self._onderweg:
                self._vul_koppen_aan()
                await self.send({**stuk, "headers": self.koppen.raw})
        elif self._onderweg:
            await self.send(stuk)
        elif not self._eigen_merk:
            self.inhoud += stuk.get("body", b"")

    @property
    def te_bewaren(self) -> dict[str, str]:
        """The headers that belong to the content."""
        return {naam: self.koppen[naam] for naam in ("content-type", "location") if naam in self.koppen}

    async def rond_af(self) -> None:
        """Send what was held."""
        if self._onderweg:
            return
        if self.status == 413 and self.koppen.get("content-type") != SOORT:
            await probleem(413, TE_GROOT)(self.scope, _geen, self.neem_opnieuw)
        self._vul_koppen_aan()
        if self.scope["method"] == "GET" and self.status == 200:
            self.koppen["ETag"] = self.koppen.get("etag") or merk_van(self.inhoud)
            if self._bekend(self.koppen["etag"]):
                self.status, self.inhoud = 304, b""
                del self.koppen["content-length"], self.koppen["content-type"]
        await self.send({"type": "http.response.start", "status": self.status, "headers": self.koppen.raw})
        await self.send({"type": "http.response.body", "body": self.inhoud})

    def _vul_koppen_aan(self) -> None:
        self.koppen.update(self.scope["state"].get("koppen", {}))
        self.koppen["API-Version"] = VERSIE

    def _bekend(self, merk: str) -> bool:
        """Whether who asks has it already."""
        bekend = Headers(scope=self.scope).get("if-none-match", "")
        return bekend == "*" or merk in [een.strip().removeprefix("W/") for een in bekend.split(",")]

    async def neem_opnieuw(self, stuk: Message) -> None:
        if stuk["type"] == "http.response.start":
            self.inhoud = b""
        await self.neem(stuk)


async def _geen() -> Message:
    return {"type": "http.disconnect"}
