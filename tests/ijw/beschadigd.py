"""Messages damaged by chance: with knowledge of the schema, and byte by byte.

`beschadig(rng, bronnen)` gives one document; the same Random gives the same document. No ingreep makes a
message much larger than some 20 kB, so that a million of them can be read in one run.
"""

import re
from collections.abc import Callable, Sequence
from random import Random
from xml.sax.saxutils import escape

from ijw.berichten import SOORTEN
from ijw.codec import schrijf
from tests import bouwers
from tests.bouwers_xml import voorbeeld
from tests.ijw.waarden import typen, waarden

TAG = re.compile(rb"<(/?)[\w.:-]+[^<>]*>")
BLAD = re.compile(rb"<\w+:(\w+)>([^<]*)<")
RUIMTE = re.compile(rb'"(http://www\.istandaarden\.nl/[^"]*)"')
CIJFERS = re.compile(rb"\d+")

WAARDEN = {
    naam.encode(): [escape(tekst).encode() for tekst in waarden(ldt)]
    for soort in SOORTEN
    for (_, naam), ldt in typen(soort).items()
}
RUIMTEN = [soort.namespace.encode() for soort in SOORTEN] + [
    SOORTEN[0].basis_namespace.encode(),
    b"http://www.istandaarden.nl/ijw/3_1/jw301/schema",
    b"urn:vreemd",
    b"",
]
TUSSENVOEGSELS = [
    *(b"<!-- los -->", b"<!--", b"-->", b"<?los los?>", b"<?xml version='1.0'?>", b"<![CDATA[los]]>"),
    *(b"<![CDATA[", b"]]>", b"los", b" ", b"\n\t", b"\r", b"\x00", b"\x0b", b"\xc2\xa0", b"\xff"),
    *(b"\xed\xa0\x80", b"\xef\xbf\xbf", b"&amp;", b"&lt;los/&gt;", b"&los;", b"&", b"&#0;", b"&#x1F600;"),
    *(b"&#xD800;", b"&#99999999999;", b"&#13;", b"<", b">", b"<los/>", b"<los:los/>", b"</los>", b"<los"),
    *(b'<los xmlns="urn:los"/>', b"<\xc3\xa9/>", b'<x:include xmlns:x="urn:x" href="los.xml"/>'),
]
ATTRIBUTEN = [
    *(b' a="b"', b' a="b" a="b"', b' a="<"', b" a", b' xml:lang="nl"', b' xml:space="preserve"'),
    *(b' xmlns=""', b' xmlns:ijw="urn:vreemd"'),
    b' xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"',
    b' xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="i:string"',
    b' xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="urn:los los.xsd"',
]
DOCTYPES = [
    b"<!DOCTYPE a>",
    b'<!DOCTYPE a [<!ENTITY e "los">]>',
    b'<!DOCTYPE a [<!ENTITY e "los"><!ENTITY f "&e;&e;&e;&e;">]>',
    b'<!DOCTYPE a [<!ENTITY e SYSTEM "los.txt">]>',
    b'<!DOCTYPE a SYSTEM "los.dtd">',
    b'<!DOCTYPE a [<!ENTITY % p SYSTEM "los.dtd"> %p;]>',
    b"<!DOCTYPE a [<!ATTLIST a b CDATA 'c'>",
]
CODERINGEN = ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "latin-1", "cp037"]

Ingreep = Callable[[bytes, Random, bytes], bytes]
"""Damages a message; the last argument is another message to take pieces from."""


def maak_bronnen(rng: Random) -> list[bytes]:
    """Good messages of each berichtsoort: some that pass the rules, some that only pass the schema."""
    geldig = [getattr(bouwers, f"{soort.naam.lower()}_bericht")() for soort in SOORTEN]
    bronnen = [schrijf(bericht, soort) for bericht, soort in zip(geldig, SOORTEN, strict=True)]
    for soort in SOORTEN:
        for kans, meeste in ((0.0, 1), (0.4, 1), (0.8, 2)):
            bronnen.append(schrijf(voorbeeld(soort, rng, kans=kans, meeste=meeste), soort))
    return bronnen


def beschadig(rng: Random, bronnen: Sequence[bytes]) -> bytes:
    """One damaged message; now and then it is whole, or still good."""
    xml = rng.choice(bronnen)
    for _ in range(rng.choice((0, 1, 1, 1, 1, 2, 2, 3, 5))):
        xml = rng.choice(INGREPEN)(xml, rng, rng.choice(bronnen))
    return xml


# --- with knowledge of the schema -----------------------------------------------------------------


def andere_waarde(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """A value on either side of a boundary of its type, or that of another element."""
    bladeren = list(BLAD.finditer(xml))
    if not bladeren:
        return xml
    blad = rng.choice(bladeren)
    teksten = WAARDEN.get(blad.group(1)) or [b""]
    tekst = rng.choice(teksten) if rng.random() < 0.9 else rng.choice(bladeren).group(2)
    return xml[: blad.start(2)] + tekst + xml[blad.end(2) :]


def lange_waarde(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """A long text of one or two characters, such as makes slow patterns slow."""
    bladeren = list(BLAD.finditer(xml))
    if not bladeren:
        return xml
    blad = rng.choice(bladeren)
    stuk = b"".join(rng.choices([b"a", b" ", b"\n", b"\t", b"\xc2\xa0", b"0", b"9", b"-", b"&#10;"], k=2))
    lang = stuk * rng.randrange(50, 2_000)
    return xml[: blad.start(2)] + lang + rng.choice((b"", b"\n", b"a", b"!")) + xml[blad.end(2) :]


def ander_getal(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """Other digits: none, many, or many zeros in front."""
    getallen = list(CIJFERS.finditer(xml))
    if not getallen:
        return xml
    getal = rng.choice(getallen)
    veel = rng.randrange(1, 5_000)
    nieuw = rng.choice((b"", b"-", b"-1", b"1e9", b"1.5", b"NaN", b"0" * veel, b"9" * veel, b"0" * veel + b"1"))
    return xml[: getal.start()] + nieuw + xml[getal.end() :]


def element_weg(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """An element and all in it dropped."""
    begin, eind = _element(xml, rng)
    return xml[:begin] + xml[eind:]


def element_vaker(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """An element more than once."""
    begin, eind = _element(xml, rng)
    vaker = rng.choice((1, 1, 2, 20))
    return xml[:eind] + xml[begin:eind] * min(vaker, 1 + 20_000 // (eind - begin + 1)) + xml[eind:]


def element_elders(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """An element moved to before or behind another tag."""
    begin, eind = _element(xml, rng)
    rest = xml[:begin] + xml[eind:]
    plek = _plek(rest, rng)
    return rest[:plek] + xml[begin:eind] + rest[plek:]


def element_van_een_ander(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """An element of another message put in, or in the place of one."""
    begin, eind = _element(xml, rng)
    van, tot = _element(ander, rng)
    return xml[: rng.choice((begin, eind))] + ander[van:tot] + xml[eind:]


def andere_tag(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """A tag in the place of another."""
    oude, nieuwe = list(TAG.finditer(xml)), list(TAG.finditer(ander))
    if not oude or not nieuwe:
        return xml
    oud = rng.choice(oude)
    return xml[: oud.start()] + rng.choice(nieuwe).group() + xml[oud.end() :]


def andere_ruimte(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """Another namespace declared for a prefix."""
    ruimten = list(RUIMTE.finditer(xml))
    if not ruimten:
        return xml
    ruimte = rng.choice(ruimten)
    return xml[: ruimte.start(1)] + rng.choice(RUIMTEN) + xml[ruimte.end(1) :]


def attribuut(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """An attribute, or some hundreds of them, in a tag."""
    tags = list(TAG.finditer(xml))
    if not tags:
        return xml
    eind = rng.choice(tags).end() - 1
    erbij = rng.choice(ATTRIBUTEN)
    if rng.random() < 0.1:
        vorm = rng.choice((b' a%d=""', b' xmlns:a%d="urn:a"'))
        erbij = b"".join(vorm % n for n in range(rng.randrange(10, 500)))
    return xml[:eind] + erbij + xml[eind:]


# --- as XML and as bytes --------------------------------------------------------------------------


def ertussen(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """Something small at the edge of a tag, or anywhere."""
    plek = _plek(xml, rng) if rng.random() < 0.7 else rng.randint(0, len(xml))
    return xml[:plek] + rng.choice(TUSSENVOEGSELS) + xml[plek:]


def diep(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """Tags in tags, closed or not."""
    plek, tag = _plek(xml, rng), rng.choice((b"a", b"jw301:Client", b"ijw:Huis"))
    aantal = rng.choice((10, 300, 1_000))
    dicht = b"</%b>" % tag * rng.choice((0, aantal, aantal + 1))
    return xml[:plek] + b"<%b>" % tag * aantal + dicht + xml[plek:]


def doctype(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """A DOCTYPE in front, with something that calls its entity."""
    kop, midden, rest = xml.partition(b"?>\r\n")
    return kop + midden + rng.choice(DOCTYPES) + andere_waarde(rest, rng, ander).replace(b">1<", b">&e;<", 1)


def andere_codering(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """The bytes of another encoding, its name in the declaration, or both."""
    codering = rng.choice(CODERINGEN)
    keuze = rng.randrange(3)
    if keuze:
        naam = codering.removesuffix("-sig").encode()
        xml = xml.replace(b'encoding="UTF-8"', b'encoding="%b"' % naam, 1)
    return xml.decode("utf-8", "replace").encode(codering, "replace") if keuze != 1 else xml


def bits_om(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """One to eight bits the other way."""
    rij = bytearray(xml or b"\x00")
    for _ in range(rng.randint(1, 8)):
        rij[rng.randrange(len(rij))] ^= 1 << rng.randrange(8)
    return bytes(rij)


def bytes_weg(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """Some bytes dropped."""
    plek = rng.randint(0, len(xml))
    return xml[:plek] + xml[plek + rng.choice((1, 2, 8, 100)) :]


def bytes_erbij(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """Some bytes put in."""
    plek = rng.randint(0, len(xml))
    return xml[:plek] + rng.randbytes(rng.randint(1, 12)) + xml[plek:]


def bytes_vaker(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """Some bytes more than once."""
    begin = rng.randint(0, len(xml))
    eind = begin + rng.randint(1, 60)
    return xml[:eind] + xml[begin:eind] * rng.choice((1, 2, 100)) + xml[eind:]


def afgebroken(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """The first part of it."""
    return xml[: rng.randint(0, len(xml))]


def gelast(xml: bytes, rng: Random, ander: bytes) -> bytes:
    """The first part of it and the last part of another, or all of both."""
    if rng.random() < 0.1:
        return xml + ander
    return xml[: _plek(xml, rng)] + ander[_plek(ander, rng) :]


INGREPEN: tuple[Ingreep, ...] = (
    *(andere_waarde, andere_waarde, andere_waarde, lange_waarde, ander_getal),
    *(element_weg, element_vaker, element_elders, element_van_een_ander),
    *(andere_tag, andere_ruimte, attribuut, ertussen, diep, doctype, andere_codering),
    *(bits_om, bytes_weg, bytes_erbij, bytes_vaker, afgebroken, gelast),
)


def _element(xml: bytes, rng: Random) -> tuple[int, int]:
    """Where some element begins and ends, counting tags; an empty piece where there is none."""
    tags = list(TAG.finditer(xml))
    if not tags:
        return 0, 0
    gekozen = rng.randrange(len(tags))
    diepte = 0
    for tag in tags[gekozen:]:
        diepte += -1 if tag.group(1) else 1
        if diepte <= 0:
            return tags[gekozen].start(), tag.end()
    return tags[gekozen].start(), tags[gekozen].end()


def _plek(xml: bytes, rng: Random) -> int:
    """The edge of some tag."""
    tags = list(TAG.finditer(xml))
    if not tags:
        return 0
    tag = rng.choice(tags)
    return rng.choice((tag.start(), tag.end()))
