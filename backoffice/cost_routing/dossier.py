"""Facts as they are told and kept: one line per fact, and what they come to for one jeugdige.

A later telling of the same fact replaces the earlier one; which fact it is follows from its kind and first day.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from backoffice.cost_routing.feiten import (
    Adres,
    Adressoort,
    Feitelijk,
    Gezag,
    Gezagsoort,
    Moeder,
    Persoonsfeiten,
    Verblijf,
    Verblijfsoort,
)
from ijw import nummers


class Groep(StrEnum):
    """What a fact is about; within a group facts follow each other up."""

    ADRES = "adres"
    VERBLIJF = "verblijf"
    FEITELIJK = "feitelijk verblijf"
    GEZAG = "gezag"
    HULPVRAAG = "hulpvraag"
    MOEDER = "moeder bij geboorte"
    GEBOORTE = "geboortedatum"


SOORTEN: Final[dict[str, tuple[Groep, Adressoort | Verblijfsoort | Gezagsoort | None]]] = {
    "woonadres": (Groep.ADRES, Adressoort.WOONADRES),
    "briefadres": (Groep.ADRES, Adressoort.BRIEFADRES),
    "adres buitenland": (Groep.ADRES, Adressoort.BUITENLAND),
    "geen inschrijving": (Groep.ADRES, Adressoort.GEEN),
    "verblijf jeugdhulpaanbieder": (Groep.VERBLIJF, Verblijfsoort.JEUGDHULPAANBIEDER),
    "verblijf pleegouder": (Groep.VERBLIJF, Verblijfsoort.PLEEGOUDER),
    "verblijf opvang": (Groep.VERBLIJF, Verblijfsoort.OPVANG),
    "verblijf wlz": (Groep.VERBLIJF, Verblijfsoort.WLZ),
    "verblijf jji": (Groep.VERBLIJF, Verblijfsoort.JJI),
    "feitelijk verblijf": (Groep.FEITELIJK, None),
    "gezag ouder": (Groep.GEZAG, Gezagsoort.OUDER),
    "gezag instelling": (Groep.GEZAG, Gezagsoort.INSTELLING),
    "hulpvraag": (Groep.HULPVRAAG, None),
    "moeder bij geboorte": (Groep.MOEDER, None),
    "geboortedatum": (Groep.GEBOORTE, None),
}
"""The kinds of facts as people write them."""

_MET_GEMEENTE: Final = ("woonadres", "briefadres")
_ZONDER_GEMEENTE: Final = ("adres buitenland", "geen inschrijving", "hulpvraag", "geboortedatum")
_EEN_DAG: Final = (Groep.HULPVRAAG, Groep.GEBOORTE)


@dataclass(frozen=True, slots=True)
class Opgave:
    """One fact as told: a kind of SOORTEN, its days inclusive, a gemeente where it has one, and its source."""

    soort: str
    vanaf: date | None
    tot_en_met: date | None
    gemeente: str | None
    in_onderzoek: bool
    bron: str

    @property
    def groep(self) -> Groep:
        """What it is about."""
        return SOORTEN[self.soort][0]

    @property
    def sleutel(self) -> Hashable:
        """What makes it the same fact as another, told later; both parents can have gezag from one day."""
        if self.groep in (Groep.MOEDER, Groep.GEBOORTE):
            return self.groep
        return self.groep, self.vanaf, self.gemeente if self.groep is Groep.GEZAG else None

    def zegt_hetzelfde_als(self, ander: Opgave) -> bool:
        """Whether both tell the same, whatever their sources."""
        velden = ("soort", "vanaf", "tot_en_met", "gemeente", "in_onderzoek")
        return all(getattr(self, veld) == getattr(ander, veld) for veld in velden)


def gebreken(opgave: Opgave) -> Iterator[tuple[str, str]]:
    """What is wrong with one fact by itself: field and Dutch reason; its soort is known to be right."""
    groep, soort = opgave.groep, opgave.soort
    if groep is Groep.MOEDER:
        if opgave.vanaf is not None:
            yield "vanaf", f"bij '{soort}' hoort geen datum"
    elif opgave.vanaf is None:
        yield "vanaf", f"bij '{soort}' hoort een datum"
    if opgave.tot_en_met is not None:
        if groep is Groep.MOEDER or groep in _EEN_DAG:
            yield "tot_en_met", f"bij '{soort}' hoort geen einddatum"
        elif opgave.vanaf is not None and opgave.tot_en_met < opgave.vanaf:
            yield "tot_en_met", "ligt voor de begindatum"
    if opgave.gemeente is None:
        if soort in _MET_GEMEENTE:
            yield "gemeente", f"bij '{soort}' hoort een gemeente"
    elif soort in _ZONDER_GEMEENTE:
        yield "gemeente", f"bij '{soort}' hoort geen gemeente"
    elif not nummers.gemeentecode_vorm(opgave.gemeente):
        yield "gemeente", "is geen gemeentecode van vier cijfers"
    if opgave.in_onderzoek and groep is not Groep.ADRES:
        yield "in_onderzoek", "geldt alleen voor een adres"
    if not opgave.bron:
        yield "bron", "vermeld waar dit feit vandaan komt"


def stel_samen(opgaven: Iterable[Opgave]) -> Persoonsfeiten:
    """All that was told of one jeugdige, as the woonplaats is determined by."""
    adressen, verblijven, feitelijk, gezag, hulpvragen = [], [], [], [], []
    moeder = geboortedatum = None
    for opgave in opgaven:
        groep, soort = SOORTEN[opgave.soort]
        vanaf, tot, gemeente, bron = opgave.vanaf, opgave.tot_en_met, opgave.gemeente, opgave.bron
        if groep is Groep.MOEDER:
            moeder = Moeder(gemeente, bron)
        elif vanaf is None:
            raise ValueError(f"een feit '{opgave.soort}' zonder datum")
        elif isinstance(soort, Adressoort):
            adressen.append(Adres(vanaf, tot, soort, gemeente, opgave.in_onderzoek, bron))
        elif isinstance(soort, Verblijfsoort):
            verblijven.append(Verblijf(vanaf, tot, soort, gemeente, bron))
        elif isinstance(soort, Gezagsoort):
            gezag.append(Gezag(vanaf, tot, soort, gemeente, bron))
        elif groep is Groep.FEITELIJK:
            feitelijk.append(Feitelijk(vanaf, tot, gemeente, bron))
        elif groep is Groep.HULPVRAAG:
            hulpvragen.append(vanaf)
        else:
            geboortedatum = vanaf
    return Persoonsfeiten(adressen, verblijven, feitelijk, gezag, hulpvragen, moeder, geboortedatum)
