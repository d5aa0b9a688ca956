"""The bytes of a message: where they come from, how many there may be, and which berichtsoort they hold."""

from __future__ import annotations

import io
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from ijw.berichten import SOORTEN, soort_van_namespace
from ijw.fouten import Onleesbaar
from ijw.schema import gesloten, kort, maak_parser
from ijw.vorm import Berichtsoort

STANDAARD_LIMIET = 25 * 1024 * 1024
"""The size in bytes that the chain carries at most (IB003)."""

BEGIN = 65_536
"""So many bytes tell what a message is; most messages are no larger."""

_XML_DECLARATIE = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")

_PARTIJEN = ["{*}Afzender", "{*}Ontvanger"]
_STUK = 2_048

Bron = bytes | Path


def open_bron(bron: Bron) -> BinaryIO:
    """Open the bytes of a message for reading, never anything they refer to."""
    return io.BytesIO(bron) if isinstance(bron, bytes) else bron.open("rb")


def lees_bytes(bron: Bron, limiet: int) -> bytes:
    """Take all bytes of a message into memory; raises Onleesbaar when there are more than `limiet`."""
    with open_bron(bron) as invoer:
        # Asked for so many bytes, Python sets them aside beforehand.
        inhoud = invoer.read() if limiet == sys.maxsize else invoer.read(limiet + 1)
    if len(inhoud) > limiet:
        raise te_groot(limiet)
    return inhoud


def herken(begin: bytes) -> Berichtsoort:
    """Tell from the first BEGIN bytes which berichtsoort and release this is; raises Onleesbaar if it is none."""
    if not begin.strip():
        raise Onleesbaar("Het bestand is leeg.")
    if begin.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise Onleesbaar("Het bestand begint met een BOM. Sla het op als UTF-8 zonder BOM (OP192).")
    if b"\x00" in begin[:8]:
        raise Onleesbaar("Het bestand is niet in UTF-8. Sla het op als UTF-8 zonder BOM (OP192).")
    declaratie = _XML_DECLARATIE.match(begin)
    if declaratie and declaratie.group(1).lower() not in (b"utf-8", b"utf8"):
        raise Onleesbaar("Het bestand noemt een andere codering dan UTF-8. Gebruik UTF-8 zonder BOM (OP192).")
    return _soort(_eerste_element(begin))


def _eerste_element(begin: bytes) -> Any:
    plaats = None
    try:
        with gesloten(maak_parser(None, ("start",), None)) as parser:
            van = 0
            while tot := begin.find(b">", van) + 1:
                parser.feed(begin[van:tot])
                van = tot
                for _, el in parser.read_events():
                    if el.getroottree().docinfo.doctype:
                        raise Onleesbaar("Het bestand heeft een DOCTYPE. Dat mag niet in een iJw-bericht.")
                    return el
    except etree.XMLSyntaxError as fout:
        plaats = fout.position
    if plaats is not None:
        raise geen_xml(plaats)
    raise Onleesbaar("Het bestand is geen XML-bericht: er is geen begin van een bericht gevonden.")


def partijen(inhoud: bytes) -> tuple[str, str] | None:
    """Afzender and Ontvanger as a message names them at its begin, not judged; None when it does not.

    One is a gemeente (four digits) and the other an aanbieder (eight).
    """
    codes: list[str] = []
    with suppress(etree.XMLSyntaxError), gesloten(maak_parser(None, ("end",), _PARTIJEN)) as parser:
        for van in range(0, min(len(inhoud), BEGIN), _STUK):
            parser.feed(inhoud[van : van + _STUK])
            codes += [(el.text or "").strip() for _, el in parser.read_events()]
            if len(codes) > 1:
                break
    goed = sorted(map(len, codes[:2])) == [4, 8] and all(code.isascii() and code.isdecimal() for code in codes[:2])
    return (codes[0], codes[1]) if goed else None


def _soort(el: Any) -> Berichtsoort:
    # Not etree.QName: that one raises for a prefix without a namespace.
    namespace, _, naam = el.tag.removeprefix("{").rpartition("}")
    soort = soort_van_namespace(namespace)
    if soort is None or naam != "Bericht":
        bekend = ", ".join(s.naam for s in SOORTEN)
        raise Onleesbaar(
            f"Dit is geen bekend iJw-bericht: element {kort(naam, 60)} met namespace "
            f"{kort(namespace or 'geen', 120)}. Bekend in release 3.2: {bekend}."
        )
    return soort


def geen_xml(plaats: tuple[int | None, int | None] | None) -> Onleesbaar:
    """The error for bytes that are no XML from this line and column on."""
    regel, kolom = plaats or (None, None)
    waar = f" op regel {regel}, kolom {kolom}" if regel else ""
    return Onleesbaar(f"Het bestand is geen goede XML{waar}. Is het bestand afgebroken of beschadigd?")


def te_groot(limiet: int) -> Onleesbaar:
    """The error for a message of more bytes than it may have."""
    return Onleesbaar(f"Het bestand is groter dan {limiet / 1024**2:g} MB. Splits het bericht (IB003).")
