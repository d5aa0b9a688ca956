from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

from tests.backoffice.services.rapport.verslagen import alles, gemeen_onleesbaar, gemeen_verslag, schrijf

LEEG = {"meta", "br", "link", "img", "input", "hr"}


class Pagina(HTMLParser):
    """Every tag with its attributes, and the text; notes tags that do not close in order."""

    def __init__(self, uit: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tekst = ""
        self.open: list[str] = []
        self.scheef: list[str] = []
        self.feed(uit)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in LEEG:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.scheef.append(tag)

    def handle_data(self, data: str) -> None:
        self.tekst += data

    def van(self, *namen: str) -> list[dict[str, str | None]]:
        return [attributen for tag, attributen in self.tags if tag in namen]


def test_samenvatting_eerst_dan_per_regel_met_een_link() -> None:
    pagina = Pagina(schrijf("html", *alles()))
    assert (pagina.open, pagina.scheef) == ([], [])
    assert "4 berichten bekeken: 1 onleesbaar, 2 afgekeurd, 1 goed." in pagina.tekst
    assert [a["href"] for a in pagina.van("a")][:3] == ["#onleesbaar", "#regel-TR358", "#regel-XSD"]
    ids = [a["id"] for _, a in pagina.tags if "id" in a]
    assert len(set(ids)) == len(ids)
    assert {a["href"] for a in pagina.van("a")} <= {f"#{naam}" for naam in ids}
    assert pagina.tekst.index("bekeken") < pagina.tekst.index("goed.xml") < pagina.tekst.index("Gevonden")


def test_een_fout_toont_haar_regel_met_de_plaats_gemerkt() -> None:
    uit = schrijf("html", *alles())
    assert "<pre>&lt;jw323:Eenheid&gt;<mark>99</mark>&lt;/jw323:Eenheid&gt;</pre>" in uit
    assert "schema.xml, regel 45" in uit
    assert "<dt>Retourcode</dt><dd>0001</dd>" in uit


def test_toegankelijk() -> None:
    pagina = Pagina(schrijf("html", *alles()))
    assert pagina.van("html") == [{"lang": "nl"}]
    assert {a["name"] for a in pagina.van("meta") if "name" in a} == {"viewport"}
    assert len(pagina.van("title")) == len(pagina.van("h1")) == len(pagina.van("main")) == 1
    assert len(pagina.van("caption")) == len(pagina.van("table"))
    assert {a["scope"] for a in pagina.van("th")} == {"col", "row"}
    koppen = [int(tag[1]) for tag, _ in pagina.tags if re.fullmatch("h[1-6]", tag)]
    assert koppen[0] == 1
    assert all(later <= eerder + 1 for eerder, later in pairwise(koppen))


def helderheid(kleur: str) -> float:
    delen = [
        int(deel * (2 if len(deel) == 1 else 1), 16) / 255
        for deel in re.findall("." if len(kleur) == 3 else "..", kleur)
    ]
    rood, groen, blauw = (d / 12.92 if d <= 0.03928 else ((d + 0.055) / 1.055) ** 2.4 for d in delen)
    return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw


def test_elke_tekstkleur_heeft_genoeg_contrast() -> None:
    stijl = schrijf("html").partition("</style>")[0]
    voor = set(re.findall(r"[\s;{]color: #([0-9a-f]+)", stijl))
    achter = set(re.findall(r"background: #([0-9a-f]+)", stijl))
    assert {"1a1a1a", "0b4a8f", "9b1c1c", "1a5c2a"} == voor
    assert {"fff", "f2f2f2", "ffe08a"} == achter
    for tekst in voor:
        # WCAG 2.1 AA: 4.5 to 1. Only the colour of running text stands on grey or yellow.
        for vlak in achter if tekst == "1a1a1a" else {"fff"}:
            assert (helderheid(vlak) + 0.05) / (helderheid(tekst) + 0.05) >= 4.5


def test_niets_van_elders_en_geen_script() -> None:
    uit = schrijf("html", *alles(), gemeen_verslag(), gemeen_onleesbaar())
    pagina = Pagina(uit)
    assert (pagina.open, pagina.scheef) == ([], [])
    assert not pagina.van("script", "link", "img", "iframe", "object", "form", "base")
    assert all(not naam.startswith("on") and naam != "src" for _, a in pagina.tags for naam in a)
    assert all((a["href"] or "").startswith("#") for a in pagina.van("a"))
    assert "url(" not in uit
    assert "@import" not in uit
    assert "default-src 'none'" in uit


def test_wat_er_ook_in_staat_het_blijft_tekst() -> None:
    uit = schrijf("html", gemeen_verslag(), gemeen_onleesbaar())
    assert "<script>alert(1)</script>" in Pagina(uit).tekst
    assert "{{7*7}}" in uit
    assert uit.replace("\n", "").isprintable()


def test_zonder_fouten_of_berichten_is_er_ook_een_pagina() -> None:
    for verslagen in ([], alles()[:1]):
        pagina = Pagina(schrijf("html", *verslagen))
        assert "Geen fouten gevonden" in pagina.tekst
        assert (pagina.open, pagina.scheef) == ([], [])
