"""Reading and writing messages: bytes to frozen declarations and back, by the declarations alone.

A JW323 or JW325 of any size is read and written cliënt by cliënt (`Stroom`, `schrijf_stroom`). Reading then
writing gives the same canonical XML. Nothing is opened but the bytes given.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any, NoReturn

from lxml import etree

from ijw.bron import BEGIN, STANDAARD_LIMIET, Bron, geen_xml, herken, lees_bytes, open_bron, te_groot
from ijw.fouten import Schemafout, Schrijffout
from ijw.schema import als_datum, boomparser, gesloten, maak_parser, maak_toets, schema_van, verklaar
from ijw.vorm import KOPCODES, Berichtsoort, Element, Ldt, stroompad, vorm

_BLOK = 262_144
_KLEIN = BEGIN  # a message of fewer bytes is read as one tree


class Stroom:
    """A message that is read piece by piece: iterate for the stroomklasse (cliënten of JW323 and JW325).

    `kop` is the message without those pieces; elements behind them are filled in once all are read. Raises
    Onleesbaar for bytes that are no readable message and Schemafout for a message its schema refuses.
    """

    def __init__(self, bron: Bron, *, limiet: int = STANDAARD_LIMIET) -> None:
        with open_bron(bron) as invoer:
            begin = invoer.read(BEGIN)
        self._klein = len(begin) < _KLEIN
        self._bron = begin if self._klein else bron
        self._limiet = limiet
        self._gelezen = False
        self.soort = herken(begin)
        self.kop: Any = None

    def __iter__(self) -> Iterator[Any]:
        if self._gelezen and self.soort.stroomklasse is None:
            return  # there are no pieces, and the kop is the whole message
        try:
            yield from self._stukken()
            self._gelezen = True
            return
        except _OnwerkelijkeDatum:
            pass
        self._weiger(self._limiet, None)

    def _stukken(self) -> Iterator[Any]:
        stroomklasse = self.soort.stroomklasse
        lees_kop = lezer(self.soort, self.soort.wortel, zonder=stroomklasse)
        lees_stuk = lezer(self.soort, stroomklasse) if stroomklasse else None
        for el in self._in_eens() if self._klein else self._in_blokken():
            if lees_stuk is None or el.getparent() is None:
                self.kop = lees_kop(el)
            else:
                if self.kop is None:
                    self.kop = lees_kop(el.getroottree().getroot())
                yield lees_stuk(el)
                _vergeet(el)

    def _in_eens(self) -> Iterator[Any]:
        """The elements of the stroomklasse, and the root last, of a small message: one tree, judged as a whole."""
        plaats = None
        try:
            wortel = etree.fromstring(lees_bytes(self._bron, self._limiet), boomparser())
        except etree.XMLSyntaxError as fout:
            plaats = fout.position
        else:
            if schema_van(self.soort).validate(wortel):
                if self.soort.stroomklasse is not None:
                    yield from wortel.findall(f".//{_tag(self.soort, vorm(self.soort.stroomklasse).naam)}")
                yield wortel
                return
        self._weiger(0, plaats)

    def _in_blokken(self) -> Iterator[Any]:
        """The elements of the stroomklasse as they are complete, and the root last.

        Two parsers read each block: one judges by the schema and builds nothing, the other builds elements. An
        element is given only when the schema has passed its block.
        """
        tags = [_tag(self.soort, "Bericht")]
        if self.soort.stroomklasse is not None:
            tags.append(_tag(self.soort, vorm(self.soort.stroomklasse).naam))
        goed = 0
        plaats = None
        with (
            open_bron(self._bron) as invoer,
            gesloten(maak_toets(schema_van(self.soort))) as toets,
            gesloten(maak_parser(None, ("end",), tags)) as bouwer,
            # Closed first, so that no thread feeds a parser that is closed.
            closing(_vooruit(toets, iter(lambda: invoer.read(_BLOK), b""))) as blokken,
        ):
            # Known beforehand, so nobody waits for the first 25 MB of a message that is refused anyway.
            if invoer.seek(0, io.SEEK_END) > self._limiet:
                raise te_groot(self._limiet)
            invoer.seek(0)
            try:
                for blok, past in blokken:
                    if not past():
                        break
                    bouwer.feed(blok)
                    goed += len(blok)
                    for _, el in bouwer.read_events():
                        yield el
                else:
                    bouwer.close()
                    for _, el in bouwer.read_events():
                        yield el
                    return
            except etree.XMLSyntaxError as fout:
                plaats = fout.position
        self._weiger(goed, plaats)

    def _weiger(self, goed: int, plaats: tuple[int | None, int | None] | None) -> NoReturn:
        """Refuse the message, of which the first `goed` bytes hold no error.

        Called outside an `except`: what libxml2 says quotes values, and must not hang on to what we raise.
        """
        with open_bron(self._bron) as invoer:
            bevindingen = verklaar(invoer, self.soort, goed=goed)
        if bevindingen:
            raise Schemafout(bevindingen)
        raise geen_xml(plaats)


def lees(bron: Bron, *, limiet: int = STANDAARD_LIMIET) -> Any:
    """Read a whole message into its declarations; raises Onleesbaar or Schemafout."""
    stroom = Stroom(bron, limiet=limiet)
    stukken = tuple(stroom)
    return stroom.kop if stroom.soort.stroomklasse is None else voeg_in(stroom.kop, stroom.soort, stukken)


def voeg_in(kop: Any, soort: Berichtsoort, stukken: Iterable[Any]) -> Any:
    """Put the pieces of a stream back in the message they were read from."""
    return _vervang(kop, stroompad(soort), tuple(stukken))


def _vervang(obj: Any, pad: tuple[Element, ...], waarde: Any) -> Any:
    eerste, *rest = pad
    onder = getattr(obj, eerste.veld)
    if rest and onder is None:
        return obj
    return replace(obj, **{eerste.veld: _vervang(onder, tuple(rest), waarde) if rest else waarde})


def _vooruit(toets: Any, blokken: Iterator[bytes]) -> Generator[tuple[bytes, Callable[[], bool]], None, None]:
    """Give each block with the question whether the schema passes it.

    The schema is one block ahead, in a thread of its own: libxml2 works there while Python reads values here.
    """

    def pas(blok: bytes) -> bool:
        toets.feed(blok)
        return not len(toets.feed_error_log) or not toets.feed_error_log.filter_from_errors()

    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as naast:
        vorige = None
        for blok in blokken:
            volgende = blok, naast.submit(pas, blok).result
            if vorige is not None:
                yield vorige
            vorige = volgende
        if vorige is not None:
            yield vorige


def _tag(soort: Berichtsoort, naam: str) -> str:
    return f"{{{soort.namespace}}}{naam}"


def _vergeet(el: Any) -> None:
    """Free a piece that is read, so that memory does not grow with the message."""
    el.clear()
    ouder = el.getparent()
    while el.getprevious() is not None:
        del ouder[0]


# --- reading --------------------------------------------------------------------------------------


@cache
def lezer(soort: Berichtsoort, klasse: Any, zonder: Any = None) -> Callable[[Any], Any]:
    """Make the function that turns an element into a berichtklasse, leaving out the class `zonder`."""
    eigen = vorm(klasse)
    ruimte = soort.basis_namespace if eigen.naam.startswith("CDT_") else soort.namespace
    # Values go into the slots directly: the __init__ of a frozen dataclass takes several times as long.
    zetters = [(getattr(klasse, el.veld).__set__, _omzetter(soort, el, zonder)) for el in eigen.elementen]
    leeg = [(zet, () if el.herhaald else None) for (zet, _), el in zip(zetters, eigen.elementen, strict=True)]
    plek = {
        f"{{{ruimte}}}{el.tag}": zetter
        for zetter, el in zip(zetters, eigen.elementen, strict=True)
        if zonder is None or el.type is not zonder
    }
    volledig = len(zetters) if zonder is None and eigen.naam != "Header" else -1
    nieuw = object.__new__

    def lees_klasse(element: Any) -> Any:
        obj = nieuw(klasse)
        kinderen = element[:]
        if len(kinderen) == volledig:
            for (zet, zet_om), kind in zip(zetters, kinderen, strict=True):
                zet(obj, zet_om(kind))
            return obj
        for zet, niets in leeg:
            zet(obj, niets)
        for kind in kinderen:
            zetter = plek.get(kind.tag)
            if zetter is not None:
                zetter[0](obj, zetter[1](kind))
        return obj

    return lees_klasse


def _omzetter(soort: Berichtsoort, el: Element, zonder: Any) -> Callable[[Any], Any]:
    zet_om = _LDT[el.type.basis] if isinstance(el.type, Ldt) else lezer(soort, el.type, zonder)
    if el.omhulsel:
        return lambda omhulsel: tuple(map(zet_om, omhulsel[:]))
    return zet_om


def _tijd(el: Any) -> str:
    return (el.text or "").strip()


def _geheel(el: Any) -> int:
    try:
        return int(el.text)
    except ValueError:
        # Python refuses over 4,300 digits, the schema allows any number of zeros in front.
        return int(el.text.strip().lstrip("+-0") or 0)


def _datum(el: Any) -> date:
    return _als_datum(el.text)


@lru_cache(maxsize=4096)
def _als_datum(tekst: str) -> date:
    datum = als_datum(tekst)
    if datum is None:
        raise _OnwerkelijkeDatum
    return datum


class _OnwerkelijkeDatum(Exception):
    """The schema accepts this date, the calendar of Python does not; where it stands is found out later."""


_LDT: dict[str, Callable[[Any], Any]] = {
    "string": attrgetter("text"),  # never empty: every string type has a least length or an enumeration
    "integer": _geheel,
    "date": _datum,
    "time": _tijd,
}


# --- writing --------------------------------------------------------------------------------------

_NIET_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BIJZONDER = re.compile("[&<>\r]")
_VERVANGING = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}

_Schrijver = Callable[[Any, Callable[[Any], None]], None]


def schrijf(bericht: Any, soort: Berichtsoort) -> bytes:
    """Write a whole message as UTF-8 without BOM, lines ending in CR/LF (OP192); raises Schrijffout."""
    stukken: list[str] = [_begin(soort)]
    schrijver(soort, soort.wortel)(bericht, stukken.append)
    stukken.append(_einde(soort))
    return "".join(stukken).encode()


def schrijf_stroom(kop: Any, soort: Berichtsoort, stukken: Iterable[Any]) -> Iterator[bytes]:
    """Write a JW323 or JW325 piece by piece; `kop` is the message without its cliënten.

    Without any piece this is the message without cliënten. Raises Schrijffout for pieces that have no place
    in `kop`.
    """
    if soort.stroomklasse is None:
        raise KeyError(f"{soort.naam} heeft geen stroomklasse")
    rij = iter(stukken)
    eerste = next(rij, None)
    if eerste is None:
        yield schrijf(voeg_in(kop, soort, ()), soort)
        return
    gat = object()
    regels: list[Any] = []
    schrijver(soort, soort.wortel)(voeg_in(kop, soort, (gat,)), regels.append)
    if gat not in regels:
        raise Schrijffout(f"Dit {soort.naam}-bericht heeft geen plaats voor {vorm(soort.stroomklasse).naam}.")
    midden = regels.index(gat)
    schrijf_stuk = schrijver(soort, soort.stroomklasse)
    prefix = soort.naam.lower()
    naam = vorm(soort.stroomklasse).naam
    yield (_begin(soort) + "".join(regels[:midden])).encode()
    for stuk in chain((eerste,), rij):
        regel: list[str] = [f"<{prefix}:{naam}>\r\n"]
        schrijf_stuk(stuk, regel.append)
        regel.append(f"</{prefix}:{naam}>\r\n")
        yield "".join(regel).encode()
    yield ("".join(regels[midden + 1 :]) + _einde(soort)).encode()


def _begin(soort: Berichtsoort) -> str:
    eigen = soort.naam.lower()
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\r\n'
        f'<{eigen}:Bericht xmlns:ijw="{soort.basis_namespace}" xmlns:{eigen}="{soort.namespace}">\r\n'
    )


def _einde(soort: Berichtsoort) -> str:
    return f"</{soort.naam.lower()}:Bericht>\r\n"


@cache
def schrijver(soort: Berichtsoort, klasse: Any) -> _Schrijver:
    """Make the function that writes the inside of a berichtklasse to a sink of strings."""
    eigen = vorm(klasse)
    prefix = "ijw" if eigen.naam.startswith("CDT_") else soort.naam.lower()
    delen = [(el.veld, _elementschrijver(soort, prefix, el)) for el in eigen.elementen]
    vooraf = _kopcodes(soort, prefix) if eigen.naam == "Header" else None

    def schrijf_klasse(obj: Any, zeg: Callable[[Any], None]) -> None:
        if vooraf:
            zeg(vooraf)
        for veld, schrijf_deel in delen:
            waarde = getattr(obj, veld)
            if waarde is not None:
                schrijf_deel(waarde, zeg)

    return schrijf_klasse


def _elementschrijver(soort: Berichtsoort, prefix: str, el: Element) -> _Schrijver:
    schrijf_een = _waardeschrijver(soort, prefix, el)
    if not el.omhulsel:
        return schrijf_een
    open_, dicht = f"<{prefix}:{el.omhulsel}>\r\n", f"</{prefix}:{el.omhulsel}>\r\n"

    def schrijf_lijst(waarden: Any, zeg: Callable[[Any], None]) -> None:
        if not waarden:
            return
        zeg(open_)
        for waarde in waarden:
            if type(waarde) is object:
                zeg(waarde)
            else:
                schrijf_een(waarde, zeg)
        zeg(dicht)

    return schrijf_lijst


def _waardeschrijver(soort: Berichtsoort, prefix: str, el: Element) -> _Schrijver:
    open_, dicht = f"<{prefix}:{el.naam}>", f"</{prefix}:{el.naam}>\r\n"
    if isinstance(el.type, Ldt):
        if el.type.basis == "string":
            naam = el.naam
            return lambda waarde, zeg: zeg(open_ + _ontsnap(waarde, naam) + dicht)
        return lambda waarde, zeg: zeg(f"{open_}{waarde}{dicht}")
    schrijf_binnen = schrijver(soort, el.type)

    def schrijf_samengesteld(waarde: Any, zeg: Callable[[Any], None]) -> None:
        zeg(open_ + "\r\n")
        schrijf_binnen(waarde, zeg)
        zeg(dicht)

    return schrijf_samengesteld


def _kopcodes(soort: Berichtsoort, prefix: str) -> str:
    waarden = zip(KOPCODES, (soort.code, *soort.versie), strict=True)
    return "".join(f"<{prefix}:{naam}>{waarde}</{prefix}:{naam}>\r\n" for naam, waarde in waarden)


def _ontsnap(tekst: str, naam: str) -> str:
    if _NIET_IN_XML.search(tekst):
        raise Schrijffout(f"{naam} bevat een teken dat niet in XML mag staan.")
    return _BIJZONDER.sub(lambda m: _VERVANGING[m.group()], tekst) if _BIJZONDER.search(tekst) else tekst
