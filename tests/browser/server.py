"""The portal on a port of its own, for a real browser; a cookie that only tests know says who is signed in."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from fastapi import Request
from starlette.types import ASGIApp

from backoffice.toegang.rechten import Bezoeker, Rol
from tests.backoffice.web.portaal import bezoeker

COOKIE: Final = "proefbezoeker"
_ANDER: Final = " elders"


def cookie_van(rol: Rol, *, van_een_ander: bool = False) -> str:
    """What the cookie holds for somebody with this role."""
    return rol.value + (_ANDER if van_een_ander else "")


def herken(request: Request) -> Bezoeker | None:
    """Who the cookie says."""
    waarde = request.cookies.get(COOKIE)
    if waarde is None:
        return None
    return bezoeker(Rol(waarde.removesuffix(_ANDER)), van_een_ander=waarde.endswith(_ANDER))


@contextmanager
def bedien(app: ASGIApp) -> Iterator[str]:
    """Serve meanwhile, and give the address."""
    with socket.create_server(("127.0.0.1", 0)) as deur:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        draad = threading.Thread(target=server.run, kwargs={"sockets": [deur]}, daemon=True)
        draad.start()
        try:
            yield f"http://127.0.0.1:{deur.getsockname()[1]}"
        finally:
            server.should_exit = True
            draad.join(timeout=10)
