"""Controleniveau 1: the XSD gate, and a readable account of why a message did not pass it.

lxml decides while it reads; only a refused message is read a second time, tag by tag, to name the places.
Messages of libxml2 quote values, so an account is built from element, facet and declaration alone.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Literal

from lxml import etree

from ijw.bevinding import Bevinding, Niveau
from ijw.vorm import KOPCODES, Berichtsoort, Element, Klassetype, Ldt, is_klasse, vorm

MEESTE_FOUTEN = 200
"""A message with more schema errors than this is described by its first ones."""

TRAGE_PATRONEN = {
    ".*[^\\s].*": "[ \\t]*[^\\s].*",
    "([.\\s]*\\S+[.\\s]*)+": "\\s*[^\\s](.|\\s)*",
}
"""Published patterns that hostile text makes quadratic or exponential, with equivalents in linear time."""


def schemamap() -> Path:
    """The folder with our schemas per release, or the published ones that IJW_XSD_DIR points at."""
    if eigen := os.environ.get("IJW_XSD_DIR"):
        return Path(eigen)
    hier = Path(__file__).parent
    meegeleverd = hier / "_xsd"
    return meegeleverd if meegeleverd.is_dir() else hier.parent / "xsd"


@cache
def schema_van(soort: Berichtsoort) -> etree.XMLSchema:
    """Load the schema of a berichtsoort once per process."""
    if os.environ.get("IJW_XSD_DIR"):
        return gepubliceerd_schema(schemamap(), soort)
    return etree.XMLSchema(file=str(schemamap() / soort.release / f"{soort.naam}.xsd"))


def gepubliceerd_schema(folder: Path, soort: Berichtsoort) -> etree.XMLSchema:
    """Load a published schema with its slow patterns replaced by the equivalent ones."""
    bron = folder / soort.release if (folder / soort.release).is_dir() else folder
    with tempfile.TemporaryDirectory() as tijdelijk:
        for naam in ("basisschema", soort.naam):
            boom = etree.parse(bron / f"{naam}.xsd", etree.XMLParser(resolve_entities=False, no_network=True))
            for patroon in boom.iter("{http://www.w3.org/2001/XMLSchema}pattern"):
                waarde = patroon.get("value", "")
                patroon.set("value", TRAGE_PATRONEN.get(waarde, waarde))
            boom.write(Path(tijdelijk) / f"{naam}.xsd")
        return etree.XMLSchema(file=str(Path(tijdelijk) / f"{soort.naam}.xsd"))


_VEILIG: dict[str, Any] = {
    "encoding": "utf-8",
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""Resolve no entities, fetch nothing, and drop comments and instructions, which would split a text."""


def maak_parser(
    schema: etree.XMLSchema | None, events: tuple[Literal["start", "end"], ...], tag: list[str] | None
) -> Any:
    """A pull parser that resolves no entities, fetches nothing and drops comments and instructions."""
    return etree.XMLPullParser(events=events, tag=tag, schema=schema, **_VEILIG)


@cache
def boomparser() -> etree.XMLParser:
    """A parser as safe as `maak_parser` gives, for a small message as a whole."""
    return etree.XMLParser(**_VEILIG)


class _Niets:
    """What is built from a message when it is only tested."""

    def close(self) -> None:
        """End of the message."""


def maak_toets(schema: etree.XMLSchema | None = None) -> Any:
    """A parser that builds nothing: it tells of good XML, or of a good message when it has a schema.

    Without a schema it raises etree.XMLSyntaxError for bytes that are no good XML. With one it never raises
    for what the schema refuses, but puts it in `feed_error_log`; and it says nothing of an XML error behind
    good content, accepts a message that is broken off and takes what follows for a new one (lxml 6.1). So a
    parser with a schema always goes beside one without.
    """
    niets: Any = _Niets()
    return etree.XMLParser(
        target=niets, schema=schema, encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False
    )


@contextmanager
def gesloten(parser: Any) -> Iterator[Any]:
    """Give a parser that is fed, and close it at the end: one that is left open leaks memory (lxml 6.1)."""
    try:
        yield parser
    finally:
        with suppress(etree.XMLSyntaxError):
            parser.close()


def verklaar(bron: BinaryIO, soort: Berichtsoort, *, goed: int = 0) -> tuple[Bevinding, ...]:
    """Say where and why a message does not fit its schema, from its first MEESTE_FOUTEN errors.

    A date that the schema accepts but that is outside the years 1 to 9999 is one of them. The first `goed`
    bytes are known to hold no schema error, which makes them quick to pass.
    """
    with (
        gesloten(maak_toets()) as toets,
        gesloten(maak_parser(schema_van(soort), ("start", "end"), None)) as parser,
    ):
        return _verklaar(bron, soort, goed, toets, parser)


def _verklaar(bron: BinaryIO, soort: Berichtsoort, goed: int, toets: Any, parser: Any) -> tuple[Bevinding, ...]:
    pad: list[_Plek] = []
    bevindingen: dict[tuple[str, str], Bevinding] = {}
    gezien = 0
    regelnummer = 1
    for stuk in _stukken(bron, goed):
        regelnummer += stuk.count(b"\n")
        try:
            toets.feed(stuk)
            parser.feed(stuk)
        except etree.XMLSyntaxError:
            break
        plek = pad[-1] if pad else None
        for gebeurtenis, el in parser.read_events():
            if gebeurtenis == "start":
                plek = _ga_in(pad, el, soort)
                continue
            plek = pad.pop()
            plek.waarde = el.text or ""
            if _is_datum(plek) and als_datum(plek.waarde) is None:
                _voeg_toe(bevindingen, _waardefout(plek, el.sourceline))
            _vergeet(el)
        if len(parser.feed_error_log) == gezien or plek is None:
            continue
        fouten = list(parser.feed_error_log)
        for fout in fouten[gezien:]:
            if fout.level >= etree.ErrorLevels.ERROR:
                _voeg_toe(bevindingen, _bevinding(fout, plek, regelnummer))
        gezien = len(fouten)
        if gezien >= MEESTE_FOUTEN:
            break
    return tuple(bevindingen.values())


def _voeg_toe(bevindingen: dict[tuple[str, str], Bevinding], bevinding: Bevinding) -> None:
    if len(bevindingen) < MEESTE_FOUTEN:
        bevindingen.setdefault((bevinding.locatie, bevinding.verwacht), bevinding)


def als_datum(tekst: str) -> date | None:
    """Read an xs:date without time zone; None when it lies outside the years 1 to 9999."""
    try:
        return date.fromisoformat(tekst.strip())
    except ValueError:
        return None


@dataclass(slots=True)
class _Plek:
    """An element that is being read: where it stands, what was declared for it, and what is in it."""

    locatie: str
    naam: str
    klasse: Any
    element: Element | None
    persoonlijk: bool
    waarde: str = ""
    aantallen: dict[str, int] = field(default_factory=dict)


def _ga_in(pad: list[_Plek], el: Any, soort: Berichtsoort) -> _Plek:
    naam = kort(el.tag.rpartition("}")[2], 60)
    if not pad:
        plek = _Plek(f"/{naam}", naam, soort.wortel, None, False)
    else:
        ouder = pad[-1]
        aantal = ouder.aantallen[naam] = ouder.aantallen.get(naam, 0) + 1
        gevonden = _gedeclareerd(ouder, naam)
        herhaald = gevonden is not None and gevonden.herhaald and naam == gevonden.naam
        locatie = f"{ouder.locatie}/{naam}[{aantal}]" if herhaald or aantal > 1 else f"{ouder.locatie}/{naam}"
        persoonlijk = ouder.persoonlijk or (gevonden.persoonsgegeven if gevonden else False)
        if gevonden is not None and gevonden.omhulsel == naam:
            plek = _Plek(locatie, naam, None, gevonden, persoonlijk)
        else:
            klasse = gevonden.type if gevonden is not None and is_klasse(gevonden.type) else None
            plek = _Plek(locatie, naam, klasse, gevonden, persoonlijk)
    pad.append(plek)
    return plek


def _gedeclareerd(ouder: _Plek, naam: str) -> Element | None:
    if ouder.klasse is not None:
        return _kinderen(ouder.klasse).get(naam)
    if ouder.element is not None and ouder.element.omhulsel == ouder.naam and ouder.element.naam == naam:
        return ouder.element
    return None


@cache
def _kinderen(klasse: Klassetype) -> dict[str, Element]:
    return {el.tag: el for el in vorm(klasse).elementen}


def _is_datum(plek: _Plek) -> bool:
    return plek.element is not None and isinstance(plek.element.type, Ldt) and plek.element.type.basis == "date"


def _vergeet(el: Any) -> None:
    """Free an element that is read and the one before it, so that memory does not grow with the message."""
    el.clear()
    vorige = el.getprevious()
    if vorige is not None:
        el.getparent().remove(vorige)


def _bevinding(fout: Any, plek: _Plek, regelnummer: int) -> Bevinding:
    if fout.type_name == "SCHEMAV_ELEMENT_CONTENT":
        gevonden, verwacht = _inhoudsfout(fout.message, plek)
    elif fout.type_name in ("SCHEMAV_CVC_ELT_1", "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1", "SCHEMAV_CVC_TYPE_3_1_1"):
        gevonden, verwacht = (
            "is hier niet bekend of heeft een attribuut",
            "een element zoals het schema beschrijft",
        )
    elif plek.element is not None and isinstance(plek.element.type, Ldt) and plek.naam == plek.element.naam:
        return _waardefout(plek, regelnummer)
    elif plek.naam in KOPCODES:
        gevonden, verwacht = f"is {kort(plek.waarde, 40)}", "de waarde die bij dit bericht hoort"
    else:
        gevonden, verwacht = "heeft een inhoud die niet mag", "alleen de elementen uit het schema"
    return _schemafout(plek, gevonden, verwacht, regelnummer)


def _waardefout(plek: _Plek, regelnummer: int) -> Bevinding:
    assert plek.element is not None
    gevonden = "heeft een waarde die niet mag" if plek.persoonlijk else f"is {kort(plek.waarde, 40)}"
    verwacht = beschrijf(plek.element.type, plek.element.patroon)
    return _schemafout(plek, gevonden, verwacht, regelnummer)


def _schemafout(plek: _Plek, gevonden: str, verwacht: str, regelnummer: int) -> Bevinding:
    return Bevinding("XSD", Niveau.XSD, None, plek.locatie, plek.naam, None, gevonden, verwacht, regelnummer)


def _inhoudsfout(melding: str, plek: _Plek) -> tuple[str, str]:
    verwachte = re.findall(r"\{[^}]*\}(\w+)", melding.partition("Expected is")[2])
    verwacht = " of ".join(dict.fromkeys(verwachte)) or "geen element meer"
    if "Missing child" in melding:
        return "is niet volledig", f"nog {verwacht}"
    return "staat hier niet goed", verwacht


def beschrijf(ldt: Ldt, patroon: str | None = None) -> str:
    """Say in Dutch which values a simple type accepts."""
    if ldt.gesloten:
        waarden = ldt.waarden
        return (
            f"een code uit {ldt.codelijst}"
            if len(waarden) > 16
            else f"een van {', '.join(waarden)} ({ldt.codelijst})"
        )
    if ldt.basis == "integer":
        return f"een geheel getal van {ldt.minimum} tot en met {ldt.maximum}"
    if ldt.basis == "date":
        return "een datum als JJJJ-MM-DD zonder tijdzone"
    if ldt.basis == "time":
        return "een tijd als UU:MM:SS zonder tijdzone"
    lengte = f", hoogstens {ldt.max_lengte} tekens" if ldt.max_lengte else ""
    eis = patroon or ldt.patroon
    vormeis = "" if eis is None or "s]" in eis else f", in de vorm {eis}"
    return f"een tekst die niet leeg is{lengte}{vormeis}"


def kort(waarde: str, lengte: int) -> str:
    """Make a text from outside safe to show: printable, on one line, cut at a length."""
    if len(waarde) <= lengte and waarde.isprintable():
        return waarde.strip() or "leeg"
    schoon = "".join(teken if teken.isprintable() else " " for teken in waarde[: 2 * lengte]).strip()
    return f"{schoon[:lengte]}…" if len(schoon) > lengte else schoon or "leeg"


def _stukken(bron: BinaryIO, goed: int) -> Iterator[bytes]:
    """Read a stream in blocks for the first `goed` bytes, and from there on tag by tag."""
    while goed > 0 and (blok := bron.read(min(goed, 65_536))):
        goed -= len(blok)
        yield blok
    while blok := bron.read(65_536):
        *stukken, rest = blok.split(b">")
        for stuk in stukken:
            yield stuk + b">"
        if rest:
            yield rest
