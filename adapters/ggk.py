"""The StUF envelope in which the Gemeentelijk Gegevensknooppunt (GGk) carries messages, koppelvlak 2.1 patch 4.

A heenbericht travels as Di01 and an answer as Du01, which names the envelope it answers. What the connection
reports as a fault (Fo01) is no message: a person reads its code. Nothing of an envelope is trusted: no DTD, no
entities, nothing fetched, and only the elements that belong there, in their order.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import UTC
from hashlib import sha256
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from lxml import etree

from backoffice.ports.postbus import Brief, Envelop, GeenEnvelop, Onbestelbaar

GGK: Final = "http://www.stufstandaarden.nl/koppelvlak/ggk0210"
STUF: Final = "http://www.egem.nl/StUF/StUF0301"
APPLICATIE: Final = "ijw"
APPLICATIEVERSIE: Final = ("0001", "0000")

_HEEN: Final = "envelopHeenbericht-ggk_Di01"
_RETOUR: Final = "envelopRetourbericht-ggk_Du01"
_FOUT: Final = f"{{{STUF}}}Fo01Bericht"
_BERICHTCODE: Final = {f"{{{GGK}}}{_HEEN}": "Di01", f"{{{GGK}}}{_RETOUR}": "Du01"}
_SYSTEEM: Final = ("organisatie", "applicatie", "administratie?", "gebruiker?")
_VERSIES: Final = ("applicatieVersie", "applicatieSubversie", "functieVersie", "functieSubversie")
_UUID: Final = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_PATROON: Final = {
    "organisatie": ".{0,200}",
    "applicatie": ".{3,50}",
    "administratie": ".{0,50}",
    "referentienummer": _UUID,
    "crossRefnummer": _UUID,
    "tijdstipBericht": "[0-9]{8,17}",
    "functie": ".{0,30}",
    **dict.fromkeys(_VERSIES, "[0-9]{4}"),
}
_MEESTE_ELEMENTEN: Final = 40
"""An envelope has some twenty elements; what has more is none."""
_BLOK: Final = 16_384
_AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")


class Ggk:
    """Fulfils `ports.postbus.Vorm`."""

    def pak_uit(self, inhoud: bytes) -> tuple[Envelop | None, bytes]:
        """Read an envelope as its schema describes it; raises GeenEnvelop for anything else."""
        wortel = _lees(inhoud)
        code = _BERICHTCODE.get(wortel.tag)
        if code is None:
            raise GeenEnvelop("Het bestand is geen bericht in een GGk-envelop (Di01 of Du01, koppelvlak ggk0210).")
        stuurgegevens, parameters = _kinderen(wortel, GGK, ("stuurgegevens", "parameters"))
        kruis = ("crossRefnummer",) if code == "Du01" else ()
        namen = ("berichtcode", "zender", "ontvanger", "referentienummer", "tijdstipBericht", *kruis, "functie")
        berichtcode, zender, ontvanger, referentie, *overig = _kinderen(stuurgegevens, STUF, namen)
        if _tekst(berichtcode) != code:
            raise GeenEnvelop(f"In de GGk-envelop past de berichtcode niet bij {code}.")
        for veld in (*overig, referentie):
            _tekst(veld)
        *versies, bericht = _kinderen(parameters, GGK, (*_VERSIES, "bericht"))
        for versie in versies:
            _tekst(versie)
        (bestand,) = _kinderen(bericht, GGK, ("xmlBestand",))
        envelop = Envelop(_organisatie(zender), _organisatie(ontvanger), _tekst(overig[-1]), _tekst(referentie))
        return envelop, _inhoud(bestand)

    def pak_in(self, brief: Brief) -> bytes:
        """Wrap a message; the same brief gives the same bytes. Raises Onbestelbaar.

        The referentienummer has the form of a UUID version 4 and follows from what names the message.
        """
        if brief.is_antwoord and brief.kenmerk is None:
            raise Onbestelbaar(
                "dit antwoord kan niet in een GGk-envelop, want het bericht waarop het antwoordt kwam zonder. "
                "Verstuur het langs de weg waarlangs dat bericht kwam."
            )
        wortel = etree.Element(
            f"{{{GGK}}}{_RETOUR if brief.is_antwoord else _HEEN}", nsmap={"GGK": GGK, "StUF": STUF}
        )
        stuur = etree.SubElement(wortel, f"{{{GGK}}}stuurgegevens")
        _zet(stuur, STUF, "berichtcode", _BERICHTCODE[wortel.tag])
        for rol, organisatie, applicatie in (
            ("zender", brief.afzender, APPLICATIE),
            ("ontvanger", brief.ontvanger, "GGk"),
        ):
            systeem = etree.SubElement(stuur, f"{{{STUF}}}{rol}")
            _zet(systeem, STUF, "organisatie", organisatie)
            _zet(systeem, STUF, "applicatie", applicatie)
        _zet(stuur, STUF, "referentienummer", _referentienummer(brief))
        _zet(stuur, STUF, "tijdstipBericht", f"{brief.gemaakt_op.astimezone(_AMSTERDAM):%Y%m%d%H%M%S}")
        if brief.kenmerk is not None:
            _zet(stuur, STUF, "crossRefnummer", brief.kenmerk)
        _zet(stuur, STUF, "functie", brief.soort)
        parameters = etree.SubElement(wortel, f"{{{GGK}}}parameters")
        for naam, waarde in zip(_VERSIES, (*APPLICATIEVERSIE, *(f"{n:04d}" for n in brief.versie)), strict=True):
            _zet(parameters, GGK, naam, waarde)
        bericht = etree.SubElement(parameters, f"{{{GGK}}}bericht")
        _zet(bericht, GGK, "xmlBestand", b64encode(brief.inhoud).decode())
        return etree.tostring(wortel, xml_declaration=True, encoding="UTF-8")


def _lees(inhoud: bytes) -> etree._Element:
    """The root of an envelope, read block by block so that a flood of elements ends soon."""
    # Read as UTF-8 whatever it says of itself, so these bytes are the only way to begin one.
    if b"<!DOCTYPE" in inhoud:
        raise GeenEnvelop("Het bestand heeft een DOCTYPE. Dat mag niet in een GGk-envelop.")
    parser = etree.XMLPullParser(
        events=("start",),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,  # else text is 10 MB at most, and an envelope may be 25
    )
    elementen: list[Any] = []
    geen_xml = False
    try:
        for begin in range(0, len(inhoud), _BLOK):
            parser.feed(inhoud[begin : begin + _BLOK])
            elementen += (gezien[1] for gezien in parser.read_events())
            if len(elementen) > _MEESTE_ELEMENTEN:
                break
        else:
            parser.close()
            elementen += (gezien[1] for gezien in parser.read_events())
    except etree.XMLSyntaxError:
        geen_xml = True
    # Raised out here: what the parser says quotes what it read.
    if geen_xml:
        raise GeenEnvelop("Het bestand is geen goede XML in UTF-8. Is het bestand afgebroken of beschadigd?")
    if elementen[0].tag == _FOUT:
        raise GeenEnvelop(_foutbericht(elementen[0]))
    if len(elementen) > _MEESTE_ELEMENTEN:
        raise GeenEnvelop("Het bestand heeft veel meer elementen dan een GGk-envelop.")
    wortel: etree._Element = elementen[0]
    return wortel


def _foutbericht(wortel: etree._Element) -> str:
    """What a Fo01 says, without its free text: that may quote the message it is about."""
    code = wortel.findtext(f"{{{STUF}}}body/{{{STUF}}}code") or ""
    over = wortel.findtext(f"{{{STUF}}}stuurgegevens/{{{STUF}}}crossRefnummer") or ""
    code = code if re.fullmatch(r"[A-Za-z0-9]{1,12}", code) else "onbekend"
    over = over if re.fullmatch(r"[0-9a-f-]{36}", over) else "onbekend"
    return (
        f"Dit is een foutbericht (Fo01) van het knooppunt met code {code}, over de envelop met referentienummer "
        f"{over}. Zoek de code op in de foutenlijst van het knooppunt en verstuur dat bericht zo nodig opnieuw."
    )


def _kinderen(element: etree._Element, ruimte: str, namen: Sequence[str]) -> list[etree._Element]:
    """The children, which are exactly these in this order; a name that ends in ? may be absent."""
    kinderen = list(element)
    gevonden = [kind.tag for kind in kinderen]
    verwacht = [
        tag
        for naam in namen
        for tag in (f"{{{ruimte}}}{naam.removesuffix('?')}",)
        if not naam.endswith("?") or tag in gevonden
    ]
    if gevonden != verwacht or (element.text or "").strip() or any((kind.tail or "").strip() for kind in kinderen):
        raise GeenEnvelop(f"De GGk-envelop is niet goed: in {_naam(element)} staat iets anders dan daar hoort.")
    return kinderen


def _tekst(element: etree._Element) -> str:
    """The value of an element without children, in the form that its schema asks."""
    tekst = element.text or ""
    patroon = _PATROON.get(_naam(element), ".*")
    if len(element) or element.attrib or not re.fullmatch(patroon, tekst, re.DOTALL):
        raise GeenEnvelop(f"De GGk-envelop is niet goed: {_naam(element)} heeft een verkeerde waarde.")
    return tekst


def _organisatie(systeem: etree._Element) -> str:
    for veld in (velden := _kinderen(systeem, STUF, _SYSTEEM)):
        _tekst(veld)
    return _tekst(velden[0])


def _inhoud(bestand: etree._Element) -> bytes:
    try:
        return b64decode("".join(_tekst(bestand).split()), validate=True)
    except (binascii.Error, ValueError):
        raise GeenEnvelop("De GGk-envelop is niet goed: de inhoud van xmlBestand is geen base64.") from None


def _referentienummer(brief: Brief) -> str:
    naam = "|".join((brief.soort, brief.afzender, brief.ontvanger, brief.identificatie, brief.kenmerk or ""))
    gemaakt = f"{brief.gemaakt_op.astimezone(UTC):%Y%m%d%H%M%S%f}"
    return str(UUID(bytes=sha256(f"{naam}|{gemaakt}".encode()).digest()[:16], version=4))


def _zet(ouder: etree._Element, ruimte: str, naam: str, waarde: str) -> None:
    etree.SubElement(ouder, f"{{{ruimte}}}{naam}").text = waarde


def _naam(element: etree._Element) -> str:
    return etree.QName(element).localname
