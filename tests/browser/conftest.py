"""A real browser, and the portal to look at with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse
from playwright.sync_api import Browser, Page, sync_playwright

from adapters.sepa import Sepa
from backoffice.portaal import maak_portaal
from backoffice.toegang.rechten import Recht, Rol
from backoffice.ui.app import maak_ui
from backoffice.ui.huisstijl import huisstijl
from backoffice.ui.weergave import OMGEVING, toon
from backoffice.web.koppen import Koppen
from backoffice.web.poort import Portaal, recht
from tests.backoffice.web.conftest import sqlite_regio
from tests.backoffice.web.portaal import TAKEN
from tests.browser.chromium import ONTBREEKT, PAD, VLAGGEN
from tests.browser.galerij import INHOUD
from tests.browser.keuring import luister
from tests.browser.server import COOKIE, bedien, cookie_van, herken
from tests.flows.regio import NU, Regio

__all__ = ["sqlite_regio"]

Bezoek = Callable[..., Page]
_GALERIJ = Path(__file__).parent / "galerij.html"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the system."""
    if PAD is None:
        pytest.fail(ONTBREEKT, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PAD, args=VLAGGEN)
        yield browser
        browser.close()


@pytest.fixture
def portaal(sqlite_regio: Regio) -> Iterator[str]:
    """The address of the portal as it runs for people."""
    with bedien(maak_portaal(Portaal(sqlite_regio.werkplek, lambda: NU, herken, Sepa(), TAKEN))) as adres:
        yield adres


@pytest.fixture(params=["standaard", "heide"])
def galerij(request: pytest.FixtureRequest, sqlite_regio: Regio) -> Iterator[tuple[str, str]]:
    """A theme, and the address of a page with every part in every state; the product has no such page."""
    map_ = Path(__file__).parents[2] / "backoffice" / "ui" / "statisch" / "themas"
    app = maak_ui(
        Portaal(sqlite_regio.werkplek, lambda: NU, herken, Sepa(), TAKEN),
        huisstijl(str(map_ / f"{request.param}.css")),
    )
    router = APIRouter()

    @router.get("/galerij")
    @recht(Recht.EIGEN)
    def toon_galerij(request: Request) -> HTMLResponse:
        return toon(request, OMGEVING.from_string(_GALERIJ.read_text("utf-8")), **INHOUD)

    @router.post("/galerij")
    @recht(Recht.EIGEN)
    def ontvang(bestand: list[UploadFile]) -> RedirectResponse:
        return RedirectResponse(f"/berichten?soort=JW{len(bestand)}", status_code=303)

    app.include_router(router)
    with bedien(Koppen(app)) as adres:
        yield request.param, f"{adres}/galerij"


@pytest.fixture
def bezoek(chromium: Browser) -> Iterator[Bezoek]:
    """Open an address as somebody with a role (or nobody), and give the page; each has a browser of its own."""
    open_ = []

    def ga(
        adres: str,
        rol: Rol | None = None,
        *,
        van_een_ander: bool = False,
        scripts: bool = True,
        breedte: int = 1280,
    ) -> Page:
        context = chromium.new_context(
            java_script_enabled=scripts, viewport={"width": breedte, "height": 800}, locale="nl-NL"
        )
        open_.append(context)
        if rol is not None:
            context.add_cookies(
                [{"name": COOKIE, "value": cookie_van(rol, van_een_ander=van_een_ander), "url": adres}]
            )
        blad = context.new_page()
        luister(blad)
        blad.goto(adres)
        return blad

    yield ga
    for context in open_:
        context.close()
