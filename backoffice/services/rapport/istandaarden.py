"""A report in the form of the validation report of iStandaarden, version 1.1.

Source: the schema rapport.xsd that is published with the XSLTs of the iWlz, and what those XSLTs write. A Rapport
has a Header (BerichtCode, BerichtVersie, BerichtSubversie, BerichtIdentificatie with Identificatie and
Dagtekening, and perhaps XSLTVersie) and Fouten. A Fout has a Code, perhaps a Retourcode, a Locatie one or more
times, and perhaps Details. We use no XSLT, so XSLTVersie is left out.

What that form does not foresee, and how it stands here:
- It is written after the schema has passed. An error of level 1 is a Fout with Code XSD, an unreadable bestand one
  with Code XML. Where the header cannot be read, what is unknown is left out, and then the Rapport does not fit
  rapport.xsd: better that than an invented Dagtekening.
- It is about one message. For more than one message, the Rapporten stand in one element Rapporten of our own,
  without a namespace, each in its bestand.
- Whether a Locatie counts an element without brothers of its name ("Client[1]") is not prescribed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree import ElementTree as ET

from backoffice.services.leesbaar import toonbaar
from backoffice.services.rapport.verslag import Verslag
from backoffice.services.rapport.xml import als_xml
from backoffice.services.valideer import VERWACHT
from ijw.berichten import soort as berichtsoort
from ijw.vorm import KOPCODES

NAMESPACE: Final = "http://www.istandaarden.nl/validatie/1_1/rapport/schema"

ET.register_namespace("r", NAMESPACE)


def schrijf(verslagen: Iterable[Verslag]) -> Iterator[str]:
    """Give one Rapport, or Rapporten when there is not exactly one message."""
    alle = list(verslagen)
    if len(alle) == 1:
        wortel = _rapport(alle[0])
    else:
        wortel = ET.Element("Rapporten")
        for verslag in alle:
            bestand = ET.SubElement(wortel, "Bestand", naam=toonbaar(verslag.uitslag.bestand))
            bestand.append(_rapport(verslag))
    yield als_xml(wortel)


def _rapport(verslag: Verslag) -> ET.Element:
    uitslag = verslag.uitslag
    rapport = ET.Element(_naam("Rapport"))
    _kop(ET.SubElement(rapport, _naam("Header")), verslag)
    fouten = ET.SubElement(rapport, _naam("Fouten"))
    if uitslag.reden is not None:
        _fout(fouten, "XML", None, "/", f"{uitslag.reden} Verwacht: {VERWACHT}")
    for bevinding in uitslag.bevindingen:
        waar = f" Regel {bevinding.regelnummer} van het bestand." if bevinding.regelnummer else ""
        _fout(fouten, bevinding.regel, bevinding.retourcode, bevinding.locatie, f"{bevinding.melding}.{waar}")
    return rapport


def _kop(kop: ET.Element, verslag: Verslag) -> None:
    uitslag = verslag.uitslag
    if uitslag.bericht is None or uitslag.release is None:
        return
    soort = berichtsoort(uitslag.bericht, uitslag.release)
    for naam, waarde in zip(KOPCODES, (soort.code, *soort.versie), strict=True):
        _tekst(kop, naam, str(waarde))
    if verslag.kenmerk is None:
        return
    identificatie = ET.SubElement(kop, _naam("BerichtIdentificatie"))
    if verslag.kenmerk.identificatie is not None:
        _tekst(identificatie, "Identificatie", verslag.kenmerk.identificatie)
    if verslag.kenmerk.dagtekening is not None:
        _tekst(identificatie, "Dagtekening", verslag.kenmerk.dagtekening.isoformat())


def _fout(fouten: ET.Element, code: str, retourcode: str | None, locatie: str, details: str) -> None:
    fout = ET.SubElement(fouten, _naam("Fout"))
    _tekst(fout, "Code", code)
    if retourcode is not None:
        _tekst(fout, "Retourcode", retourcode)
    _tekst(fout, "Locatie", locatie)
    _tekst(fout, "Details", details)


def _tekst(ouder: ET.Element, naam: str, tekst: str) -> None:
    ET.SubElement(ouder, _naam(naam)).text = toonbaar(tekst)


def _naam(naam: str) -> str:
    return f"{{{NAMESPACE}}}{naam}"
