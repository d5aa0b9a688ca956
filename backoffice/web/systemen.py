"""How systems are recognised: by a token in the Authorization header, or by a certificate that a proxy checked.

Anybody can write a header. That with the certificate counts only from the address of the proxy, which replaces
what a client wrote there; `Certificaatkop` sits in front and passes it on where no header can reach.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from backoffice.services import systeemtoegang
from backoffice.toegang.rechten import Bezoeker
from backoffice.web.poort import portaal_van

_PLEK: Final = "ijw.certificaat"


class Certificaatkop:
    """Takes the certificate of a client out of the header `kop`, from these addresses only."""

    def __init__(self, app: ASGIApp, kop: str, vertrouwd: Collection[str]) -> None:
        self.app = app
        self.kop = kop
        self.vertrouwd = frozenset(vertrouwd)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        buur = scope.get("client")
        if scope["type"] == "http" and buur is not None and buur[0] in self.vertrouwd:
            gevonden = Headers(scope=scope).getlist(self.kop)
            # Two of them means that a client's own was let through beside that of the proxy.
            if len(gevonden) == 1 and gevonden[0]:
                scope[_PLEK] = gevonden[0]
        await self.app(scope, receive, send)


def herken_systeem(request: Request) -> Bezoeker | None:
    """Which system makes this request."""
    hier = portaal_van(request)
    soort, _, token = request.headers.get("authorization", "").partition(" ")
    if soort.lower() == "bearer":
        return systeemtoegang.herken_token(hier.werkplek, token.strip(), hier.nu())
    if (certificaat := request.scope.get(_PLEK)) is not None:
        return systeemtoegang.herken_certificaat(hier.werkplek, certificaat, hier.nu())
    return None
