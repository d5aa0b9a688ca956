"""The check itself: each thing it looks for, on a page that has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import keuring
from tests.browser.conftest import Bezoek
from tests.browser.keuring import focusvolgorde, keur_pagina

GOED = """<!doctype html><html lang="nl"><head><title>Proef</title></head>
<body><main><h1>Proef</h1>{}</main></body></html>"""


@pytest.fixture(autouse=True)
def schermen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Pictures of bad pages stay out of the output."""
    monkeypatch.setattr(keuring, "SCHERMEN", tmp_path)
    return tmp_path


def test_een_goede_pagina_staat_op_drie_breedten(bezoek: Bezoek, schermen: Path) -> None:
    blad = bezoek("about:blank")
    blad.set_content(GOED.format("<p>Goed.</p>"))
    keur_pagina(blad, "proef")
    assert {pad.name for pad in schermen.iterdir()} == {"proef-320.png", "proef-768.png", "proef-1280.png"}


@pytest.mark.parametrize(
    ("inhoud", "klacht"),
    [
        ('<img src="data:,">', "image-alt"),
        ('<p style="color: #999">Te licht</p>', "color-contrast"),
        ('<a href="#" tabindex="1">Voor</a>', "tabindex"),
        ('<p style="inline-size: 400px">Te breed</p>', "te breed"),
        ("<script>console.error('stuk')</script>", "console: stuk"),
        ("<script>throw new Error('stuk')</script>", "script: stuk"),
        ('<script src="http://elders.invalid/x.js"></script>', "een andere site: http://elders.invalid/x.js"),
    ],
)
def test_wat_niet_goed_is_valt_op(bezoek: Bezoek, inhoud: str, klacht: str) -> None:
    blad = bezoek("about:blank")
    blad.set_content(GOED.format(inhoud))
    with pytest.raises(AssertionError, match=klacht):
        keur_pagina(blad, "proef")


@pytest.mark.parametrize(
    ("inhoud", "klacht"),
    [
        ('<a href="#" style="outline: none">Onzichtbaar</a>', "niet te zien"),
        (
            '<p style="display: grid"><a href="#" style="order: 2">Eerst</a><a href="#">Dan</a></p>',
            "springt omhoog naar a 'Dan'",
        ),
    ],
)
def test_een_focus_die_verdwijnt_of_springt_valt_op(bezoek: Bezoek, inhoud: str, klacht: str) -> None:
    blad = bezoek("about:blank")
    blad.set_content(GOED.format(inhoud))
    with pytest.raises(AssertionError, match=klacht):
        focusvolgorde(blad)
