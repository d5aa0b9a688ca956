"""Runs the rules inside a message (controleniveau 2) over its berichtklassen, whole or streamed.

Comparing over a message of any size keeps five bytes per value: fingerprints first, and only when some are
equal the message is read once more to compare the real values.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from ijw.bevinding import Bevinding, Niveau
from ijw.regels.regel import Afwijking, Doel, Kenmerken, Regel, Samenhang, Voorkomen
from ijw.regels.tabel import regels_voor
from ijw.vorm import Berichtsoort, Ldt, stroompad, veldpad, vorm

MEESTE_BEVINDINGEN = 1000
"""A message with more findings than this is described by its first ones; one is enough to refuse it."""


class Plaats(NamedTuple):
    """Where an object stands: the way from the root, made into an XPath only when somebody asks."""

    boven: Plaats | None
    pad: str
    nummer: int | None

    def __str__(self) -> str:
        eigen = self.pad if self.nummer is None else f"{self.pad}[{self.nummer}]"
        return f"{self.boven or ''}/{eigen}"


WORTEL = Plaats(None, "Bericht", None)

Stroom = Callable[[], Iterable[Any]]


def controleer(
    soort: Berichtsoort, kop: Callable[[], Any], stukken: Stroom, *, meeste: int = MEESTE_BEVINDINGEN
) -> list[Bevinding]:
    """Check one message on controleniveau 2 and give its findings, at most `meeste`.

    `stukken` iterates the stroomklasse of the message, each call from the start; `kop` gives the message
    without them as far as it is read. A message without stroomklasse has no stukken.
    """
    loop = _Loop(soort, meeste)
    loop.eerste_gang(kop, stukken)
    if loop.verdacht:
        loop.tweede_gang(kop, stukken)
    return loop.bevindingen


def onderwerp(obj: Any) -> str:
    """Name a berichtklasse for people by its key, without persoonsgegevens: "Prestatie R12"."""
    soort: Any = type(obj)
    klasse = vorm(soort)
    for pad in klasse.sleutel if klasse.naam in _BENOEMD else ():
        waarde = obj
        for deel in veldpad(pad).split("."):
            waarde = None if waarde is None else getattr(waarde, deel)
        if waarde is not None:
            return f"{klasse.naam} {waarde}"
    return klasse.naam if klasse.naam != "Root" else "Bericht"


_BENOEMD = frozenset(
    {
        "AangevraagdProduct",
        "Antwoord",
        "Declaratie",
        "DeclaratieAntwoord",
        "NieuwProduct",
        "OngewijzigdProduct",
        "Prestatie",
        "StartProduct",
        "StopProduct",
        "TeWijzigenProduct",
        "ToegewezenProduct",
        "Verzoek",
    }
)
"""Berichtklassen whose key is no persoonsgegeven."""


def bevinding(regel: Regel, doel: Doel, obj: Any, plaats: object, afwijking: Afwijking) -> Bevinding:
    """Complete what a rule found with its code, level and place."""
    element = afwijking.element or doel.element
    leesbaar = " ".join(reversed(element.split("/"))) if element else None
    return Bevinding(
        regel.code,
        regel.niveau,
        regel.retourcode,
        str(plaats),
        onderwerp(obj),
        leesbaar,
        afwijking.gevonden,
        afwijking.verwacht,
    )


class _Taken(NamedTuple):
    """The rules that look at one berichtklasse of one message, and the berichtklassen below it."""

    gewoon: tuple[tuple[Regel, Callable[..., Iterable[Afwijking]], Doel], ...]
    vergelijkend: tuple[tuple[str, Kenmerken, Doel], ...]
    tellend: tuple[tuple[str, Callable[[Any], int]], ...]
    besluitend: tuple[tuple[Regel, Doel], ...]
    kinderen: tuple[tuple[str, str, bool], ...]


@cache
def _taken(soort: Berichtsoort) -> dict[type[Any], _Taken]:
    """What to do per berichtklasse of a message."""
    regels = regels_voor(soort, Niveau.BERICHT)
    doelen = [(r, d) for r in regels for d in r.doelen if d.bericht == soort.naam]
    taken: dict[type[Any], _Taken] = {}

    def verzamel(klasse: Any) -> None:
        onder = [
            el
            for el in vorm(klasse).elementen
            if not isinstance(el.type, Ldt) and not vorm(el.type).naam.startswith("CDT_")
        ]
        hier = [(r, d) for r, d in doelen if d.klasse is klasse]
        taken[klasse] = _Taken(
            tuple((r, r.functie, d) for r, d in hier if r.kenmerk is None and r.telling is None),
            tuple((r.code, r.kenmerk, d) for r, d in hier if r.kenmerk is not None),
            tuple((r.code, r.telling.bedrag) for r in regels if r.telling and r.telling.klasse is klasse),
            tuple((r, d) for r, d in hier if r.telling is not None),
            tuple((el.veld, f"{el.omhulsel}/{el.naam}" if el.omhulsel else el.naam, el.herhaald) for el in onder),
        )
        for el in onder:
            verzamel(el.type)

    verzamel(soort.wortel)
    return taken


_Bezoek = Callable[[Any, Plaats | None, str, int | None, Samenhang], None]


class _Loop:
    """One walk over a message, or two when fingerprints are equal.

    A berichtklasse is visited with its place in parts: most have no finding and nothing below them, and
    then nobody asks for the whole.
    """

    def __init__(self, soort: Berichtsoort, meeste: int) -> None:
        self.soort = soort
        self.meeste = meeste
        self.taken = _taken(soort)
        self.bevindingen: list[Bevinding] = []
        self.afdrukken: dict[str, _Vingerafdrukken] = defaultdict(_Vingerafdrukken)
        self.sommen: dict[str, int] = defaultdict(int)
        self.verdacht: dict[str, set[int]] = {}
        self.voorkomens: dict[tuple[str, Any], list[Voorkomen]] = defaultdict(list)

    def eerste_gang(self, kop: Callable[[], Any], stukken: Stroom) -> None:
        self._loop(kop, stukken, self._bekijk)
        for code in list(self.afdrukken):
            if dubbel := self.afdrukken.pop(code).dubbele():
                self.verdacht[code] = dubbel

    def tweede_gang(self, kop: Callable[[], Any], stukken: Stroom) -> None:
        self._loop(kop, stukken, self._vergelijk)
        regels = {regel.code: regel for regel in regels_voor(self.soort, Niveau.BERICHT)}
        for (code, _), keren in self.voorkomens.items():
            regel = regels[code]
            for voorkomen, afwijking in regel.functie(keren):
                self._meld(regel, voorkomen.doel, voorkomen.obj, voorkomen.plaats, afwijking)

    def _loop(self, kop: Callable[[], Any], stukken: Stroom, bezoek: _Bezoek) -> None:
        """Visit every berichtklasse; the pieces of a stream first, since the kop is whole only after them."""
        samenhang = None
        boven, pad = _stroomplaats(self.soort)
        for nummer, stuk in enumerate(stukken(), 1):
            if samenhang is None:
                samenhang = _samenhang(kop())
            samenhang.ouder = None
            bezoek(stuk, boven, pad, nummer, samenhang)
        bezoek(kop(), None, "Bericht", None, _samenhang(kop()))

    def _bekijk(self, obj: Any, boven: Plaats | None, pad: str, nummer: int | None, samenhang: Samenhang) -> None:
        gewoon, vergelijkend, tellend, besluitend, kinderen = self.taken[type(obj)]
        for regel, functie, doel in gewoon:
            for afwijking in functie(obj, doel, samenhang):
                self._meld(regel, doel, obj, Plaats(boven, pad, nummer), afwijking)
        for code, bedrag in tellend:
            self.sommen[code] += bedrag(obj)
        for code, kenmerken, doel in vergelijkend:
            for waarde, _ in kenmerken(obj, doel, samenhang):
                self.afdrukken[code].neem(waarde)
        for regel, doel in besluitend:
            samenhang.som = self.sommen[regel.code]
            for afwijking in regel.functie(obj, doel, samenhang):
                self._meld(regel, doel, obj, Plaats(boven, pad, nummer), afwijking)
        if kinderen:
            self._daal_af(obj, kinderen, Plaats(boven, pad, nummer), samenhang, self._bekijk)

    def _vergelijk(
        self, obj: Any, boven: Plaats | None, pad: str, nummer: int | None, samenhang: Samenhang
    ) -> None:
        taken = self.taken[type(obj)]
        for code, kenmerken, doel in taken.vergelijkend:
            verdacht = self.verdacht.get(code, ())
            for waarde, rol in kenmerken(obj, doel, samenhang):
                if _afdruk(waarde) in verdacht:
                    keer = Voorkomen(obj, doel, rol, Plaats(boven, pad, nummer))
                    self.voorkomens[code, waarde].append(keer)
        if taken.kinderen:
            self._daal_af(obj, taken.kinderen, Plaats(boven, pad, nummer), samenhang, self._vergelijk)

    def _daal_af(
        self,
        obj: Any,
        kinderen: tuple[tuple[str, str, bool], ...],
        plaats: Plaats,
        samenhang: Samenhang,
        bezoek: _Bezoek,
    ) -> None:
        for veld, pad, herhaald in kinderen:
            waarde = getattr(obj, veld)
            if herhaald:
                for nummer, kind in enumerate(waarde, 1):
                    samenhang.ouder = obj
                    bezoek(kind, plaats, pad, nummer, samenhang)
            elif waarde is not None:
                samenhang.ouder = obj
                bezoek(waarde, plaats, pad, None, samenhang)

    def _meld(self, regel: Regel, doel: Doel, obj: Any, plaats: Plaats, afwijking: Afwijking) -> None:
        if len(self.bevindingen) < self.meeste:
            self.bevindingen.append(bevinding(regel, doel, obj, plaats, afwijking))


def _samenhang(bericht: Any) -> Samenhang:
    return Samenhang(bericht, bericht.header.bericht_identificatie.dagtekening)


@cache
def _stroomplaats(soort: Berichtsoort) -> tuple[Plaats, str]:
    """Where the pieces of a stream stand: the place above them, and their own step in the path."""
    if soort.stroomklasse is None:
        return WORTEL, ""
    *boven, laatste = stroompad(soort)
    plaats = WORTEL
    for el in boven:
        plaats = Plaats(plaats, el.naam, None)
    return plaats, f"{laatste.omhulsel}/{laatste.naam}"


class _Vingerafdrukken:
    """Five bytes per value: little for a large message, and enough that hardly any are equal by chance."""

    def __init__(self) -> None:
        self._laag = array("I")
        self._hoog = array("B")

    def neem(self, waarde: Any) -> None:
        afdruk = hash(waarde)
        self._laag.append(afdruk & 0xFFFF_FFFF)
        self._hoog.append(afdruk >> 32 & 0xFF)

    def dubbele(self) -> set[int]:
        """The fingerprints that occur more than once, sought part by part so that it needs little memory."""
        dubbel: set[int] = set()
        delen = 1 + len(self._laag) // _PER_DEEL
        for deel in range(delen):
            gezien: set[int] = set()
            for laag, hoog in zip(self._laag, self._hoog, strict=True):
                if laag % delen == deel:
                    afdruk = hoog << 32 | laag
                    (dubbel if afdruk in gezien else gezien).add(afdruk)
        return dubbel


_PER_DEEL = 50_000


def _afdruk(waarde: Any) -> int:
    return hash(waarde) & 0xFF_FFFF_FFFF
