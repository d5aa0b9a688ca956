"""What every form of report is made from: the judgement on one message, and where in the file it points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from backoffice.services.rapport.masker import toon_waarde
from backoffice.services.rapport.vindplaats import Vindplaats, vind
from backoffice.services.valideer import Uitslag
from ijw.berichten import soort as berichtsoort
from ijw.bevinding import Bevinding
from ijw.bron import Bron
from ijw.schema import als_datum
from ijw.vorm import Berichtsoort

_IDENTIFICATIE: Final = "/Bericht/Header/BerichtIdentificatie/Identificatie"
_DAGTEKENING: Final = "/Bericht/Header/BerichtIdentificatie/Dagtekening"
_LENGTE_IDENTIFICATIE: Final = 12


class Fragment(NamedTuple):
    """The place in the file as it may be shown: one line of text, and which part of it is meant."""

    tekst: str
    begin: int
    lengte: int


class Kenmerk(NamedTuple):
    """How the sender knows his message; None where the header does not say it well."""

    identificatie: str | None
    dagtekening: date | None


@dataclass(frozen=True, slots=True)
class Verslag:
    """The judgement on one bestand, its findings with line numbers, and beside each what stands there.

    `kenmerk` is known only to a form that asked for it.
    """

    uitslag: Uitslag
    fragmenten: tuple[Fragment | None, ...] = ()
    kenmerk: Kenmerk | None = None

    def meldingen(self) -> Iterator[tuple[Bevinding, Fragment | None]]:
        """Each finding with its fragment, None when its place is not in the file."""
        return zip(self.uitslag.bevindingen, self.fragmenten, strict=True)


def maak_verslag(uitslag: Uitslag, bron: Bron | None, *, met_kenmerk: bool = False) -> Verslag:
    """Look the findings up in the message they are about, in one walk, or none when there is nothing to find.

    Raises OSError when the message can no longer be read.
    """
    if uitslag.bericht is None or uitslag.release is None or bron is None:
        return Verslag(uitslag)
    soort = berichtsoort(uitslag.bericht, uitslag.release)
    kop = (_IDENTIFICATIE, _DAGTEKENING) if met_kenmerk else ()
    plekken = [_plekken(bevinding) for bevinding in uitslag.bevindingen]
    if not plekken and not kop:
        return Verslag(uitslag)
    gevonden = vind(bron, (*kop, *(plek for mogelijk in plekken for plek in mogelijk)))
    bevindingen: list[Bevinding] = []
    fragmenten: list[Fragment | None] = []
    for bevinding, mogelijk in zip(uitslag.bevindingen, plekken, strict=True):
        plek = next((plek for plek in mogelijk if plek in gevonden), None)
        if plek is None:
            bevindingen.append(bevinding)
            fragmenten.append(None)
        else:
            bevindingen.append(replace(bevinding, regelnummer=gevonden[plek].regelnummer))
            fragmenten.append(_fragment(soort, plek, gevonden[plek]))
    return Verslag(
        replace(uitslag, bevindingen=tuple(bevindingen)),
        tuple(fragmenten),
        _kenmerk(gevonden) if met_kenmerk else None,
    )


def _plekken(bevinding: Bevinding) -> tuple[str, ...]:
    """Where a finding can stand, best first: its element, else the berichtklasse that lacks the element."""
    if bevinding.element is None:
        return (bevinding.locatie,)
    pad = "/".join(reversed(bevinding.element.split()))
    return f"{bevinding.locatie}/{pad}", bevinding.locatie


def _fragment(soort: Berichtsoort, plek: str, gevonden: Vindplaats) -> Fragment:
    tag = gevonden.tag
    if gevonden.waarde is None:
        return Fragment(f"<{tag}>", 1, len(tag))
    namen = [stap.partition("[")[0] for stap in plek.strip("/").split("/")]
    waarde = toon_waarde(soort, namen, gevonden.waarde)
    tekst = f"<{tag}>{waarde}</{tag}>"
    return Fragment(tekst, len(tag) + 2, len(waarde)) if waarde else Fragment(tekst, 0, len(tekst))


def _kenmerk(gevonden: dict[str, Vindplaats]) -> Kenmerk:
    def waarde(plek: str) -> str:
        return (gevonden[plek].waarde or "").strip() if plek in gevonden else ""

    identificatie = waarde(_IDENTIFICATIE)
    past = identificatie.isprintable() and 0 < len(identificatie) <= _LENGTE_IDENTIFICATIE
    return Kenmerk(identificatie if past else None, als_datum(waarde(_DAGTEKENING)))
