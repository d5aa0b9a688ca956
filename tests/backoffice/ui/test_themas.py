"""Of each theme: every text and every border that says something stands out enough (WCAG 2.2, 1.4.3, 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backoffice.ui.huisstijl import huisstijl

THEMAS = Path(__file__).resolve().parents[3] / "backoffice" / "ui" / "statisch" / "themas"
TEKST, RAND = 4.5, 3.0
WIT = "--basis-color-default-bg-document"
GRIJS = "--basis-color-default-bg-subtle"
PAREN = [
    ("--basis-color-default-color-document", WIT, TEKST),
    ("--basis-color-default-color-document", GRIJS, TEKST),
    ("--basis-color-default-color-document", "--utrecht-page-footer-background-color", TEKST),
    ("--basis-color-default-color-document", "--merk-50", TEKST),
    ("--basis-color-default-color-document", "--merk-100", TEKST),
    ("--basis-color-default-color-subtle", WIT, TEKST),
    ("--basis-color-default-color-subtle", GRIJS, TEKST),
    *[
        ("--nl-link-color", achter, TEKST)
        for achter in (WIT, GRIJS, "--merk-50", "--utrecht-page-footer-background-color")
    ],
    *[
        ("--nl-link-color", f"--utrecht-alert-{soort}-background-color", TEKST)
        for soort in ("info", "ok", "warning", "error")
    ],
    ("--nl-link-hover-color", WIT, TEKST),
    *[
        ("--basis-color-default-color-document", f"--utrecht-alert-{soort}-background-color", TEKST)
        for soort in ("info", "ok", "warning", "error")
    ],
    *[
        (f"--basis-color-{soort}-color-default", f"--basis-color-{soort}-bg-default", TEKST)
        for soort in ("info", "positive", "warning", "negative", "default")
    ],
    ("--basis-color-negative-color-default", WIT, TEKST),
    ("--basis-color-positive-color-default", WIT, TEKST),
    *[
        (f"--nl-button-{soort}{stand}-color", f"--nl-button-{soort}{stand}-background-color", TEKST)
        for soort in ("primary", "primary-negative")
        for stand in ("", "-hover", "-active")
    ],
    ("--nl-button-secondary-color", WIT, TEKST),
    ("--nl-button-subtle-color", WIT, TEKST),
    ("--voorbeeld-kleuren-wit", "--merk-500", TEKST),
    ("--voorbeeld-kleuren-wit", "--merk-600", TEKST),
    ("--voorbeeld-kleuren-wit", "--merk-700", TEKST),
    ("--merk-600", WIT, TEKST),
    ("--nl-skip-link-color", "--nl-skip-link-background-color", TEKST),
    ("--basis-form-control-border-color", WIT, RAND),
    ("--basis-color-negative-border-default", WIT, RAND),
    ("--basis-focus-outline-color", WIT, RAND),
    ("--basis-focus-outline-color", "--basis-focus-background-color", RAND),
    ("--basis-focus-background-color", "--merk-600", RAND),
    ("--merk-500", WIT, RAND),
    ("--voorbeeld-kleuren-oranje-400", WIT, RAND),
    ("--voorbeeld-kleuren-grijs-400", WIT, RAND),
]


def kleuren(thema: Path) -> dict[str, str]:
    """Every token as the browser sees it: the theme goes before our own, and that before the example."""
    stijl = huisstijl(str(thema))
    delen = [
        stijl.bestand(stijl.adres(naam).removeprefix("/statisch/")).inhoud.decode()
        for naam in ("stijl.css", "thema-standaard.css")
    ]
    waarden: dict[str, str] = {}
    for blok in re.findall(r":root\s*{(.*?)}", "\n".join(delen), re.DOTALL):
        waarden.update(re.findall(r"^\s*(--[\w-]+):\s*([^;]+);", blok, re.MULTILINE))
    return waarden


def kleur(waarden: dict[str, str], token: str) -> str:
    """The colour behind a token, however many it refers to."""
    waarde = waarden[token]
    while verwijzing := re.fullmatch(r"var\((--[\w-]+)\)", waarde):
        waarde = waarden[verwijzing[1]]
    return waarde


def helderheid(hex_kleur: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    cijfers = re.fullmatch(r"#([0-9a-f]{6})", hex_kleur)
    assert cijfers is not None, hex_kleur
    delen = [int(cijfers[1][plek : plek + 2], 16) / 255 for plek in (0, 2, 4)]
    rood, groen, blauw = (deel / 12.92 if deel <= 0.04045 else ((deel + 0.055) / 1.055) ** 2.4 for deel in delen)
    return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw


def contrast(een: str, ander: str) -> float:
    """How much two colours differ, from 1 to 21."""
    laag, hoog = sorted((helderheid(een), helderheid(ander)))
    return (hoog + 0.05) / (laag + 0.05)


def test_de_maat_klopt() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # just too little for text
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("thema", sorted(THEMAS.glob("*.css")), ids=lambda pad: pad.stem)
def test_elk_paar_verschilt_genoeg(thema: Path) -> None:
    waarden = kleuren(thema)
    te_zwak = {
        (voor, achter): gemeten
        for voor, achter, nodig in PAREN
        if (gemeten := round(contrast(kleur(waarden, voor), kleur(waarden, achter)), 2)) < nodig
    }
    assert te_zwak == {}


@pytest.mark.parametrize("thema", sorted(THEMAS.glob("*.css")), ids=lambda pad: pad.stem)
def test_een_thema_zet_de_acht_kleuren_van_het_merk(thema: Path) -> None:
    gezet = set(re.findall(r"(--[\w-]+):", thema.read_text("utf-8")))
    assert gezet == {f"--merk-{trap}" for trap in (50, *range(100, 800, 100))}
