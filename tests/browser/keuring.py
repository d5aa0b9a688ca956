"""What every page must pass in a real browser: call `keur_pagina(blad, naam)` on each page, in each state."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request

BREEDTEN: Final = (320, 768, 1280)
SCHERMEN: Final = Path(__file__).resolve().parents[2] / "build" / "schermen"
_HOOGTE: Final = 800
_NORMEN: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_klachten: WeakKeyDictionary[Page, list[str]] = WeakKeyDictionary()

# The element that has the focus: what it is, its name, whether the focus shows, and where it stands.
_FOCUS: Final = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const stijl = getComputedStyle(e), vak = e.getBoundingClientRect();
  const naam = e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || e.name;
  return {
    naam: naam.trim().replace(/\\s+/g, ' '),
    soort: e.tagName.toLowerCase(),
    zichtbaar: parseFloat(stijl.outlineWidth) > 0 && stijl.outlineStyle !== 'none',
    plaats: Array.from(document.querySelectorAll('*')).indexOf(e),
    boven: vak.top + scrollY, onder: vak.bottom + scrollY,
  };
}"""


def luister(blad: Page) -> None:
    """Write down what goes wrong in this page from now on."""
    klachten = _klachten.setdefault(blad, [])

    def meld(bericht: ConsoleMessage) -> None:
        # A page that is not found is itself a line in the console; that is what was asked for.
        if bericht.type == "error" and bericht.location["url"] != blad.url:
            klachten.append(f"console: {bericht.text}")

    def bekijk(verzoek: Request) -> None:
        if urlsplit(verzoek.url).hostname not in ("127.0.0.1", None):
            klachten.append(f"verzoek aan een andere site: {verzoek.url}")

    blad.on("console", meld)
    blad.on("pageerror", lambda fout: klachten.append(f"script: {fout}"))
    blad.on("request", bekijk)


def keur_pagina(blad: Page, naam: str) -> None:
    """Check the page as it stands, at each width, and keep a picture of it in build/schermen/<naam>-<breedte>.png.

    No violation of WCAG 2.2 AA that axe can find, nothing wider than the screen, nothing in the console, and no
    request to another site since `luister`.
    """
    SCHERMEN.mkdir(parents=True, exist_ok=True)
    for breedte in BREEDTEN:
        blad.set_viewport_size({"width": breedte, "height": _HOOGTE})
        blad.screenshot(path=SCHERMEN / f"{naam}-{breedte}.png", full_page=True)
        te_breed = blad.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert te_breed <= 0, f"{naam} is bij {breedte} px {te_breed} px te breed: {_wat_uitsteekt(blad)}"
        if breedte != 768:  # laid out as 1280 is
            gevonden = overtredingen(blad)
            assert not gevonden, f"{naam} bij {breedte} px: {gevonden}"
    assert not _klachten[blad], f"{naam}: {_klachten[blad]}"


def overtredingen(blad: Page) -> list[str]:
    """What axe finds, as one line per element."""
    gevonden: dict[str, Any] = Axe().run(blad, options={"runOnly": _NORMEN}).response
    return [
        f"{regel['id']}: {knoop['target']} {knoop['failureSummary']}"
        for regel in gevonden["violations"]
        for knoop in regel["nodes"]
    ]


def focusvolgorde(blad: Page) -> list[str]:
    """Walk through the page with Tab and give the names met; the focus always shows and never jumps up."""
    blad.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    gezien: list[dict[str, Any]] = []
    while True:
        blad.keyboard.press("Tab")
        plek = blad.evaluate(_FOCUS)
        if plek is None or (gezien and plek["plaats"] == gezien[0]["plaats"]):
            return [plek["naam"] for plek in gezien]
        if gezien and plek["plaats"] == gezien[-1]["plaats"]:
            continue  # the next part of a date
        wat = f"{plek['soort']} '{plek['naam']}'"
        assert plek["zichtbaar"], f"de focus op {wat} is niet te zien"
        assert plek["onder"] > plek["boven"], f"{wat} krijgt de focus en is niet te zien"
        assert not gezien or plek["onder"] > gezien[-1]["boven"], f"de focus springt omhoog naar {wat}"
        gezien.append(plek)


def ga_met_tab_naar(blad: Page, naam: str, hoogstens: int = 100) -> None:
    """Press Tab until what has this name has the focus."""
    for _ in range(hoogstens):
        blad.keyboard.press("Tab")
        plek = blad.evaluate(_FOCUS)
        if plek is not None and plek["naam"] == naam:
            return
    raise AssertionError(f"'{naam}' is met Tab niet te bereiken")


def _wat_uitsteekt(blad: Page) -> list[str]:
    uitstekers: list[str] = blad.evaluate("""() => Array.from(document.querySelectorAll('body *'))
      .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((e) => e.tagName.toLowerCase() + '.' + e.getAttribute('class')).slice(0, 5)""")
    return uitstekers
