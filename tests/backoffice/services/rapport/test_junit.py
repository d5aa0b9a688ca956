from __future__ import annotations

from xml.etree import ElementTree as ET

from backoffice.services.leesbaar import toonbaar
from tests.backoffice.services.rapport.verslagen import NAAM, alles, gemeen_onleesbaar, gemeen_verslag, schrijf


def test_elk_bericht_een_testcase_en_elke_fout_een_failure() -> None:
    wortel = ET.fromstring(schrijf("junit", *alles()).encode())
    assert wortel.tag == "testsuites"
    (suite,) = wortel
    tellingen = {"tests": "4", "failures": "2", "errors": "1"}
    assert wortel.attrib == tellingen
    assert suite.attrib == {"name": "ijw valideer", "skipped": "0", **tellingen}
    assert [
        (case.get("classname"), case.get("name"), [(uit.tag, uit.get("type")) for uit in case]) for case in suite
    ] == [
        ("iJw.JW323", "goed.xml", []),
        ("iJw.JW323", "schema.xml", [("failure", "XSD")]),
        ("iJw.JW323", "totaal.xml", [("failure", "TR358")]),
        ("iJw", "stuk.xml", [("error", "XML")]),
    ]
    tekst = suite[2][0].text or ""
    assert "Gevonden: TotaalIngediendBedrag is 7501 D" in tekst
    assert "Regel 25 van het bestand: <jw323:TotaalIngediendBedrag>" in tekst


def test_zonder_berichten_is_er_een_lege_suite() -> None:
    (suite,) = ET.fromstring(schrijf("junit"))
    assert (suite.get("tests"), len(suite)) == ("0", 0)


def test_wat_er_ook_in_staat_het_blijft_xml() -> None:
    wortel = ET.fromstring(schrijf("junit", gemeen_verslag(), gemeen_onleesbaar()).encode())
    assert [case.get("name") for case in wortel.iter("testcase")] == [toonbaar(NAAM)] * 2
    assert [el.tag for case in wortel.iter("testcase") for el in case] == ["failure", "error"]
    for tekst in wortel.itertext():
        assert tekst.replace("\n", "").isprintable()
