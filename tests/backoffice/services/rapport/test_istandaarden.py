from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from backoffice.services.rapport.istandaarden import NAMESPACE
from tests.backoffice.services.rapport.verslagen import (
    GEEN_SCHEMA,
    GOED,
    NAAM,
    VERKEERD_TOTAAL,
    alles,
    gemeen_onleesbaar,
    gemeen_verslag,
    schrijf,
    verslag,
)

# The published form in our own words: names, order and cardinality, and the types of the header.
VORM = etree.RelaxNG(
    etree.fromstring(f"""
<element name="Rapport" ns="{NAMESPACE}" xmlns="http://relaxng.org/ns/structure/1.0"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <element name="Header">
    <element name="BerichtCode"><data type="string"/></element>
    <element name="BerichtVersie">
      <data type="integer"><param name="minInclusive">0</param><param name="maxInclusive">99</param></data>
    </element>
    <element name="BerichtSubversie">
      <data type="integer"><param name="minInclusive">0</param><param name="maxInclusive">99</param></data>
    </element>
    <element name="BerichtIdentificatie">
      <element name="Identificatie"><data type="string"><param name="maxLength">12</param></data></element>
      <element name="Dagtekening"><data type="date"><param name="pattern">[^:Z]*</param></data></element>
    </element>
    <optional><element name="XSLTVersie"><data type="token"/></element></optional>
  </element>
  <optional>
    <element name="Fouten">
      <zeroOrMore>
        <element name="Fout">
          <element name="Code"><text/></element>
          <optional><element name="Retourcode"><text/></element></optional>
          <oneOrMore>
            <element name="Locatie"><data type="token"><param name="pattern">.+</param></data></element>
          </oneOrMore>
          <optional><element name="Details"><text/></element></optional>
        </element>
      </zeroOrMore>
    </element>
  </optional>
</element>
""")
)


def lees(uit: str) -> Any:
    return etree.fromstring(uit.encode())


def velden(el: Any) -> list[tuple[str, str]]:
    return [(etree.QName(kind).localname, kind.text) for kind in el.iter() if not len(kind)]


@pytest.mark.parametrize("inhoud", [GOED, GEEN_SCHEMA, VERKEERD_TOTAAL])
def test_een_bericht_is_een_rapport_in_de_gepubliceerde_vorm(inhoud: bytes) -> None:
    rapport = lees(schrijf("istandaarden", verslag(inhoud)))
    VORM.assertValid(rapport)
    assert velden(rapport[0]) == [
        ("BerichtCode", "490"),
        ("BerichtVersie", "3"),
        ("BerichtSubversie", "2"),
        ("Identificatie", "B1"),
        ("Dagtekening", "2026-04-10"),
    ]


def test_een_fout_noemt_code_retourcode_plaats_en_wat_er_is() -> None:
    (fout,) = lees(schrijf("istandaarden", verslag(VERKEERD_TOTAAL)))[1]
    *vast, (naam, details) = velden(fout)
    assert vast == [("Code", "TR358"), ("Retourcode", "0001"), ("Locatie", "/Bericht/Declaratie")]
    assert naam == "Details"
    assert "7501 D" in details
    assert details.endswith("Regel 25 van het bestand.")


def test_een_fout_zonder_retourcode() -> None:
    (fout,) = lees(schrijf("istandaarden", verslag(GEEN_SCHEMA)))[1]
    assert [naam for naam, _ in velden(fout)] == ["Code", "Locatie", "Details"]


def test_meer_berichten_staan_elk_in_hun_bestand() -> None:
    rapporten = lees(schrijf("istandaarden", *alles()))
    assert rapporten.tag == "Rapporten"
    namen = [bestand.get("naam") for bestand in rapporten]
    assert namen == ["goed.xml", "schema.xml", "totaal.xml", "stuk.xml"]
    for (rapport,) in rapporten[:3]:
        VORM.assertValid(rapport)
    assert len(lees(schrijf("istandaarden"))) == 0


def test_wat_van_de_kop_niet_bekend_is_wordt_niet_verzonnen() -> None:
    stuk = lees(schrijf("istandaarden", verslag(b"stuk")))
    assert [etree.QName(el).localname for el in stuk] == ["Header", "Fouten"]
    assert len(stuk[0]) == 0
    assert velden(stuk[1])[:2] == [("Code", "XML"), ("Locatie", "/")]
    zonder = lees(schrijf("istandaarden", verslag(GOED.replace(b"Dagtekening>2026-04-10<", b"Dagtekening>x<"))))
    assert [naam for naam, _ in velden(zonder[0])][3:] == ["Identificatie"]


def test_wat_er_ook_in_staat_het_blijft_xml() -> None:
    rapporten = lees(schrijf("istandaarden", gemeen_verslag(), gemeen_onleesbaar()))
    assert len(rapporten) == 2
    assert rapporten[0].get("naam").startswith(NAAM[:20])
    assert [el.text for el in rapporten.iter("{*}Code")] == ["TR358", "XML"]
    for tekst in rapporten.itertext():
        assert tekst.replace("\n", "").isprintable()
