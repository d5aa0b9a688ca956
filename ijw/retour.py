"""Composes the retourbericht that answers a heenbericht: JW302, 306, 308, 316, 318 and 320 (IV028, IV032, OP065).

The JW325 is another kind of answer: it is composed from decisions, in the back office (IV087, IV088).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ijw.berichten import (
    basis,
    jw301,
    jw302,
    jw305,
    jw306,
    jw307,
    jw308,
    jw315,
    jw316,
    jw317,
    jw318,
    jw319,
    jw320,
)
from ijw.bevinding import Bevinding, Niveau
from ijw.regels.controle import WORTEL, Plaats
from ijw.vorm import Berichtsoort, Element, Klassetype, is_klasse, vorm

TECHNISCH_AFGEKEURD: Final = "0001"
GEEN_OPMERKING: Final = "0200"
NIET_BEOORDEELD: Final = "0233"

_RETOUR: Final = {
    jw301.SOORT: jw302.SOORT,
    jw305.SOORT: jw306.SOORT,
    jw307.SOORT: jw308.SOORT,
    jw315.SOORT: jw316.SOORT,
    jw317.SOORT: jw318.SOORT,
    jw319.SOORT: jw320.SOORT,
}
_KOP: Final = str(Plaats(WORTEL, "Header", None))


@dataclass(frozen=True, slots=True)
class Kenmerk:
    """What a retourbericht bears of its own: number, day and schema versions.

    `xslt_versie` is given only by who judged with the published XSLTs; then IV028 asks for it.
    """

    identificatie: str
    dagtekening: date
    xsd_versie: basis.XsdVersie
    xslt_versie: str | None = None


def retoursoort(soort: Berichtsoort) -> Berichtsoort:
    """Give the berichtsoort that answers a heenbericht; raises KeyError for one that has no retourbericht."""
    return _RETOUR[soort]


def retourbericht(
    bericht: Any,
    soort: Berichtsoort,
    bevindingen: Iterable[Bevinding],
    kenmerk: Kenmerk,
    *,
    onbeoordeeld: Collection[str] = (),
) -> Any:
    """Compose the one retourbericht on a heenbericht from all findings of controleniveaus 2, 3 and 4 (IV028).

    No findings: a header without retourcodes. A finding of level 2: a header with 0001. One in the header: a
    header with the codes found there. One elsewhere: header 0200 and the whole Client (or Antwoord) as it was
    sent, each berichtklasse with its codes, 0200 when nothing was found or 0233 when it was not judged.

    A berichtklasse is not judged when its place stands in `onbeoordeeld`: nobody looked at it. One rule that
    could not run for want of facts, or a kind of berichtklasse without rules on levels 3 and 4, does not count:
    what passed the levels that were run is 0200, as the Client in the example of IV028 is.

    Raises KeyError for a berichtsoort without retourbericht, and ValueError for what cannot be answered: a
    finding of level 1 (no retourbericht is sent), one without retourcode, or a place the message does not have.
    """
    wortel: Klassetype = retoursoort(soort).wortel
    kop, inhoud = vorm(wortel).elementen
    gevonden = tuple(bevindingen)

    def header(*codes: str) -> Any:
        return _header(kop.type, bericht.header, kenmerk, codes)

    if any(bevinding.niveau == Niveau.XSD for bevinding in gevonden):
        raise ValueError("een bericht dat niet aan het schema voldoet krijgt geen retourbericht")
    if any(bevinding.niveau == Niveau.BERICHT for bevinding in gevonden):
        return wortel(header=header(TECHNISCH_AFGEKEURD))
    oordelen = _codes_per_plaats(gevonden)
    if not oordelen:
        return wortel(header=header())
    if _KOP in oordelen:
        return wortel(header=header(*oordelen[_KOP]))
    rest = dict.fromkeys(onbeoordeeld, (NIET_BEOORDEELD,)) | oordelen
    deel = _neem_over(inhoud, getattr(bericht, inhoud.veld), WORTEL, rest)
    if rest:
        raise ValueError(f"het bericht heeft geen berichtklasse op {', '.join(sorted(rest))}")
    return wortel(header=header(GEEN_OPMERKING), **{inhoud.veld: deel})


def _header(klasse: Klassetype, heen: Any, kenmerk: Kenmerk, codes: tuple[str, ...]) -> Any:
    return klasse(
        **{veld: getattr(heen, veld) for veld in _velden(heen)},
        identificatie_retour=kenmerk.identificatie,
        dagtekening_retour=kenmerk.dagtekening,
        xslt_versie=kenmerk.xslt_versie,
        xsd_versie_retour=kenmerk.xsd_versie,
        retour_codes=codes,
    )


def _codes_per_plaats(bevindingen: Iterable[Bevinding]) -> dict[str, tuple[str, ...]]:
    """The retourcodes found at each place, each code once, in the order of the findings."""
    codes: dict[str, tuple[str, ...]] = {}
    for bevinding in bevindingen:
        if bevinding.retourcode is None:
            raise ValueError(f"{bevinding.regel} heeft geen retourcode")
        hier = codes.get(bevinding.locatie, ())
        if bevinding.retourcode not in hier:
            codes[bevinding.locatie] = (*hier, bevinding.retourcode)
    return codes


def _neem_over(el: Element, waarde: Any, boven: Plaats, oordelen: dict[str, tuple[str, ...]]) -> Any:
    """The value of an element as it goes back, judged where it is a berichtklasse; used oordelen are taken out."""
    if not _draagt_codes(el):
        return waarde
    pad = f"{el.omhulsel}/{el.naam}" if el.omhulsel else el.naam
    if el.herhaald:
        return tuple(
            _beoordeeld(el.type, deel, Plaats(boven, pad, nummer), oordelen)
            for nummer, deel in enumerate(waarde, 1)
        )
    return None if waarde is None else _beoordeeld(el.type, waarde, Plaats(boven, pad, None), oordelen)


def _beoordeeld(klasse: Klassetype, heen: Any, plaats: Plaats, oordelen: dict[str, tuple[str, ...]]) -> Any:
    elementen = {el.veld: el for el in vorm(klasse).elementen}
    velden = {veld: _neem_over(elementen[veld], getattr(heen, veld), plaats, oordelen) for veld in _velden(heen)}
    return klasse(**velden, retour_codes=oordelen.pop(str(plaats), (GEEN_OPMERKING,)))


def _draagt_codes(el: Element) -> bool:
    return is_klasse(el.type) and any(deel.veld == "retour_codes" for deel in vorm(el.type).elementen)


def _velden(heen: Any) -> tuple[str, ...]:
    klasse: Klassetype = type(heen)
    return tuple(el.veld for el in vorm(klasse).elementen)
