"""A report as JUnit XML, for a build server: each message is a testcase, each finding a failure in it.

There is no standard. Written is what the common readers share: testsuites with one testsuite, its counts as
attributes, and per failure a type (the rule), a message of one line and the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from backoffice.services.leesbaar import toonbaar
from backoffice.services.rapport.advies import ONLEESBAAR, advies
from backoffice.services.rapport.verslag import Fragment, Verslag
from backoffice.services.rapport.xml import als_xml
from backoffice.services.valideer import Oordeel, Uitslag
from ijw.bevinding import Bevinding


def schrijf(verslagen: Iterable[Verslag]) -> Iterator[str]:
    """Give one testsuite: refused is a failure, unreadable an error."""
    oordelen: Counter[Oordeel] = Counter()
    suite = ET.Element("testsuite", name="ijw valideer")
    for verslag in verslagen:
        oordelen[verslag.uitslag.oordeel] += 1
        suite.append(_testcase(verslag))
    tellingen = {
        "tests": str(oordelen.total()),
        "failures": str(oordelen["afgekeurd"]),
        "errors": str(oordelen["onleesbaar"]),
    }
    suite.attrib |= {**tellingen, "skipped": "0"}
    wortel = ET.Element("testsuites", tellingen)
    wortel.append(suite)
    yield als_xml(wortel)


def _testcase(verslag: Verslag) -> ET.Element:
    uitslag = verslag.uitslag
    case = ET.Element("testcase", classname=_klasse(uitslag), name=toonbaar(uitslag.bestand))
    if uitslag.reden is not None:
        _uitkomst(case, "error", "XML", uitslag.reden, [f"Wat u kunt doen: {ONLEESBAAR}"])
    for bevinding, fragment in verslag.meldingen():
        _uitkomst(case, "failure", bevinding.regel, bevinding.melding, _regels(bevinding, fragment))
    return case


def _klasse(uitslag: Uitslag) -> str:
    return f"iJw.{uitslag.bericht}" if uitslag.bericht else "iJw"


def _uitkomst(case: ET.Element, soort: str, regel: str, melding: str, regels: Iterable[str]) -> None:
    uitkomst = ET.SubElement(case, soort, type=regel, message=toonbaar(melding))
    uitkomst.text = "\n".join(toonbaar(regel) for regel in regels)


def _regels(bevinding: Bevinding, fragment: Fragment | None) -> Iterator[str]:
    if bevinding.regelnummer:
        yield f"Regel {bevinding.regelnummer} van het bestand{f': {fragment.tekst}' if fragment else ''}"
    yield f"Plaats: {bevinding.locatie}"
    yield f"Gevonden: {bevinding.feit}"
    yield f"Verwacht: {bevinding.verwacht}"
    yield f"Wat u kunt doen: {advies(bevinding)}"
