"""No form says anything of a person: every value of a person's element is replaced by one that would be seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from backoffice.services.rapport import VORMEN
from backoffice.services.rapport.verslag import Verslag, maak_verslag
from backoffice.services.valideer import Uitslag, valideer
from ijw.berichten import soort_van_namespace
from ijw.bevinding import Bevinding, Niveau
from ijw.vorm import Berichtsoort, Klassetype, Ldt, vorm
from tests.backoffice.services.rapport.verslagen import schrijf

VOORBEELDEN = sorted((Path(__file__).resolve().parents[4] / "samples" / "3.2").rglob("*.xml"))
GEHEIM = "Zz-geheim-<&"
GETAL = "987654321098"  # where the type is a number, and still no value that would be accepted


def met_geheimen(pad: Path) -> tuple[bytes, Berichtsoort, int]:
    """The sample with each value of a person replaced; how many there were."""
    boom = etree.parse(pad)
    wortel = boom.getroot()
    soort = soort_van_namespace(etree.QName(wortel).namespace)
    assert soort is not None
    aantal = 0
    for el in _van_personen(wortel, soort.wortel, False):
        aantal += 1
        el.text = GETAL if aantal % 2 else GEHEIM
        el.addprevious(etree.Comment(GEHEIM))
    return etree.tostring(boom), soort, aantal


def _van_personen(el: etree._Element, klasse: Klassetype, geheim: bool) -> Iterator[etree._Element]:
    delen = {deel.tag: deel for deel in vorm(klasse).elementen}
    for kind in el:
        deel = delen.get(etree.QName(kind).localname)
        if deel is None:
            continue
        verborgen = geheim or deel.persoonsgegeven
        for eigen in list(kind) if deel.omhulsel else [kind]:
            if not isinstance(deel.type, Ldt):
                yield from _van_personen(eigen, deel.type, verborgen)
            elif verborgen:
                yield eigen


def overal(inhoud: bytes, soort: Berichtsoort) -> Verslag:
    """A verslag with a finding at every element of the message."""
    boom = etree.ElementTree(etree.fromstring(inhoud))
    plekken = [_plek(el) for el in boom.iter(etree.Element)]
    bevindingen = tuple(
        Bevinding("XSD", Niveau.XSD, None, plek, "Element", None, "is er", "iets anders") for plek in plekken
    )
    verslag = maak_verslag(
        Uitslag("a.xml", soort.naam, soort.release, "afgekeurd", Niveau.XSD, bevindingen), inhoud, met_kenmerk=True
    )
    assert None not in verslag.fragmenten
    return verslag


def _plek(el: etree._Element) -> str:
    stappen = []
    for knoop in (el, *el.iterancestors()):
        nummer = 1 + sum(1 for _ in knoop.itersiblings(knoop.tag, preceding=True))
        stappen.append(f"{etree.QName(knoop).localname}[{nummer}]")
    return "/" + "/".join(reversed(stappen))


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda pad: f"{pad.parent.name}-{pad.stem}")
def test_geen_enkele_vorm_toont_iets_van_een_persoon(pad: Path) -> None:
    inhoud, soort, aantal = met_geheimen(pad)
    assert bool(aantal) == (b"Bsn>" in inhoud)
    echt = maak_verslag(valideer(inhoud, "a.xml"), inhoud, met_kenmerk=True)
    assert echt.uitslag.oordeel == ("afgekeurd" if aantal else "goed")
    for verslag in (echt, overal(inhoud, soort)):
        for vorm_ in VORMEN:
            uit = schrijf(vorm_, verslag)
            assert "geheim" not in uit
            assert GETAL not in uit


def test_de_vondsten_staan_er_wel_in() -> None:
    pad = next(pad for pad in VOORBEELDEN if pad.parent.name == "jw301")
    inhoud, soort, _ = met_geheimen(pad)
    verslag = overal(inhoud, soort)
    assert any(fragment and ">...</" in fragment.tekst for fragment in verslag.fragmenten)
    assert any(fragment and ">45</" in fragment.tekst for fragment in verslag.fragmenten)
