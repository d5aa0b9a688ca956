"""Runs the rules inside a message (controleniveau 2) over its berichtklassen, whole or streamed.

Comparing over a message of any size keeps eight bytes per line: fingerprints first, and only when some are
equal the message is read once more to compare the real values.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
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
    for pad in klasse.sleutel:
        waarde = obj
        for deel in veldpad(pad).split("."):
            waarde = getattr(waarde, deel)
        if klasse.naam in _BENOEMD and waarde is not None:
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

    gewoon: tuple[tuple[Regel, Callable[..., Iterator[Afwijking]], Doel], ...]
    vergelijkend: tuple[tuple[Regel, Kenmerken, Doel], ...]
    tellend: tuple[tuple[str, Callable[[Any], int]], ...]
    besluitend: tuple[tuple[Regel, Doel], ...]
    kinderen: tuple[tuple[str, str, bool, type[Any]], ...]


@cache
def _taken(soort: Berichtsoort, klasse: Any) -> _Taken:
    regels = regels_voor(soort, Niveau.BERICHT)
    hier = [(r, d) for r in regels for d in r.doelen if d.bericht == soort.naam and d.klasse is klasse]
    return _Taken(
        tuple((r, r.functie, d) for r, d in hier if r.kenmerk is None and r.telling is None),
        tuple((r, r.kenmerk, d) for r, d in hier if r.kenmerk is not None),
        tuple((r.code, r.telling.bedrag) for r in regels if r.telling and r.telling.klasse is klasse),
        tuple((r, d) for r, d in hier if r.telling is not None),
        tuple(
            (el.veld, f"{el.omhulsel}/{el.naam}" if el.omhulsel else el.naam, el.herhaald, el.type)
            for el in vorm(klasse).elementen
            if not isinstance(el.type, Ldt) and not vorm(el.type).naam.startswith("CDT_")
        ),
    )


_Bezoek = Callable[[Any, _Taken, Plaats, Samenhang], None]


class _Loop:
    """One walk over a message, or two when fingerprints are equal."""

    def __init__(self, soort: Berichtsoort, meeste: int) -> None:
        self.soort = soort
        self.meeste = meeste
        self.bevindingen: list[Bevinding] = []
        self.afdrukken: dict[str, _Vingerafdrukken] = defaultdict(_Vingerafdrukken)
        self.sommen: dict[str, int] = defaultdict(int)
        self.verdacht: dict[str, set[int]] = {}
        self.voorkomens: dict[tuple[str, Any], tuple[Regel, list[Voorkomen]]] = {}

    def eerste_gang(self, kop: Callable[[], Any], stukken: Stroom) -> None:
        self._loop(kop, stukken, self._bekijk)
        for code, afdrukken in self.afdrukken.items():
            if dubbel := afdrukken.dubbele():
                self.verdacht[code] = dubbel

    def tweede_gang(self, kop: Callable[[], Any], stukken: Stroom) -> None:
        self._loop(kop, stukken, self._vergelijk)
        for regel, keren in self.voorkomens.values():
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
            self._bezoek(stuk, Plaats(boven, pad, nummer), samenhang, bezoek)
        self._bezoek(kop(), WORTEL, _samenhang(kop()), bezoek)

    def _bezoek(self, obj: Any, plaats: Plaats, samenhang: Samenhang, bezoek: _Bezoek) -> None:
        klasse: Any = type(obj)
        taken = _taken(self.soort, klasse)
        bezoek(obj, taken, plaats, samenhang)
        for veld, pad, herhaald, _ in taken.kinderen:
            waarde = getattr(obj, veld)
            if herhaald:
                for nummer, kind in enumerate(waarde, 1):
                    samenhang.ouder = obj
                    self._bezoek(kind, Plaats(plaats, pad, nummer), samenhang, bezoek)
            elif waarde is not None:
                samenhang.ouder = obj
                self._bezoek(waarde, Plaats(plaats, pad, None), samenhang, bezoek)

    def _bekijk(self, obj: Any, taken: _Taken, plaats: Plaats, samenhang: Samenhang) -> None:
        for regel, functie, doel in taken.gewoon:
            for afwijking in functie(obj, doel, samenhang):
                self._meld(regel, doel, obj, plaats, afwijking)
        for code, bedrag in taken.tellend:
            self.sommen[code] += bedrag(obj)
        for regel, kenmerken, doel in taken.vergelijkend:
            for waarde, _ in kenmerken(obj, doel, samenhang):
                self.afdrukken[regel.code].neem(hash(waarde))
        for regel, doel in taken.besluitend:
            samenhang.som = self.sommen[regel.code]
            for afwijking in regel.functie(obj, doel, samenhang):
                self._meld(regel, doel, obj, plaats, afwijking)

    def _vergelijk(self, obj: Any, taken: _Taken, plaats: Plaats, samenhang: Samenhang) -> None:
        for regel, kenmerken, doel in taken.vergelijkend:
            verdacht = self.verdacht.get(regel.code, ())
            for waarde, rol in kenmerken(obj, doel, samenhang):
                if hash(waarde) in verdacht:
                    _, keren = self.voorkomens.setdefault((regel.code, waarde), (regel, []))
                    keren.append(Voorkomen(obj, doel, rol, plaats))

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
    """Eight bytes per value, spread over buckets so that looking for equal ones needs little memory."""

    _AANTAL = 32

    def __init__(self) -> None:
        self._emmers = [array("q") for _ in range(self._AANTAL)]

    def neem(self, afdruk: int) -> None:
        self._emmers[afdruk & 31].append(afdruk)

    def dubbele(self) -> set[int]:
        gevonden: set[int] = set()
        for emmer in self._emmers:
            gesorteerd = sorted(emmer)
            gevonden.update(a for a, b in pairwise(gesorteerd) if a == b)
        return gevonden
