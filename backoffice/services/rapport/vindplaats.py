"""Where in its file a finding stands: one walk for all findings of a message.

Expat and not lxml: a tree of libxml2 keeps line numbers up to 65,535 only, and expat keeps no tree at all, so
memory does not grow with the file. Only elements on the way to a place that is looked for are counted. The text
between tags is kept for those places alone; attributes and comments never.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from ijw.bron import Bron, open_bron
from ijw.schema import kort

_BLOK = 262_144
_NAAM = 60  # as far as ijw.schema shows a name
_WAARDE = 200


@dataclass(slots=True)
class Vindplaats:
    """An element in the file: the line it starts on, its tag, and its text when nothing else is in it."""

    regelnummer: int
    tag: str
    waarde: str | None = None


@dataclass(slots=True)
class _Knoop:
    """One step of the places that are looked for; `plekken` are those that end here."""

    plekken: list[str] = field(default_factory=list)
    onder: dict[tuple[str, int], _Knoop] = field(default_factory=dict)
    geteld: dict[str, int] = field(default_factory=dict)


def vind(bron: Bron, plekken: Iterable[str]) -> dict[str, Vindplaats]:
    """Find places such as /Bericht/Clienten/Client[2]/Bsn; a step without a number is the first of its name.

    What is not in the message is left out, as is what lies behind the point where it stops being XML.
    """
    loop = _Loop(plekken)
    with open_bron(bron) as invoer:
        while loop.over and (blok := invoer.read(_BLOK)):
            try:
                loop.parser.Parse(blok)
            except expat.ExpatError:
                break
    return loop.gevonden


class _Loop:
    def __init__(self, plekken: Iterable[str]) -> None:
        self.gevonden: dict[str, Vindplaats] = {}
        self.over = 0
        wortel = _Knoop()
        for plek in set(plekken):
            knoop = wortel
            for stap in plek.strip("/").split("/"):
                naam, _, nummer = stap.rstrip("]").partition("[")
                knoop = knoop.onder.setdefault((naam, int(nummer or 1)), _Knoop())
            knoop.plekken.append(plek)
            self.over += 1
        self.pad = [wortel]
        self.naast = 0  # how deep the reader is in an element that leads nowhere
        self.blad: Vindplaats | None = None
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._einde

    def _begin(self, tag: str, _: dict[str, str]) -> None:
        if self.blad is not None:
            self._sluit_blad(None)
        if self.naast:
            self.naast += 1
            return
        boven = self.pad[-1]
        naam = kort(tag.rpartition(":")[2], _NAAM)
        nummer = boven.geteld[naam] = boven.geteld.get(naam, 0) + 1
        knoop = boven.onder.get((naam, nummer))
        if knoop is None:
            self.naast = 1
            return
        self.pad.append(knoop)
        if knoop.plekken:
            self.blad = Vindplaats(self.parser.CurrentLineNumber, kort(tag, _NAAM), "")
            self.gevonden |= dict.fromkeys(knoop.plekken, self.blad)
            self.parser.CharacterDataHandler = self._tekst

    def _einde(self, _: str) -> None:
        if self.naast:
            self.naast -= 1
            return
        knoop = self.pad.pop()
        self.over -= len(knoop.plekken)
        if self.blad is not None:
            self._sluit_blad(self.blad.waarde)

    def _tekst(self, tekst: str) -> None:
        if self.blad is not None and self.blad.waarde is not None and len(self.blad.waarde) < _WAARDE:
            self.blad.waarde += tekst[:_WAARDE]

    def _sluit_blad(self, waarde: str | None) -> None:
        """The element that was begun last ends, or turns out to hold others (None)."""
        if self.blad is not None:
            self.blad.waarde = waarde
            self.blad = None
            self.parser.CharacterDataHandler = None
