"""Where faults are planted: finds what suits a kind, keeps cases apart, and notes what is expected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from backoffice.contracts.model import Gevolg
from backoffice.synthetisch.declareren import opnieuw
from backoffice.synthetisch.fouten import CATALOGUS, Foutsoort
from backoffice.synthetisch.model import Brief, Concept, Regel, Regio, Toewijzing, maand_na

Vondst = tuple[Concept, Regel]


@dataclass(slots=True)
class Aantekening:
    """A planted case whose file has no name yet."""

    soort: Foutsoort
    in_bericht: Concept | Brief
    referentie: str | None = None


@dataclass(slots=True)
class Planter:
    """The honest region and what has been planted in it; each toewijzing takes part in one case at most.

    `gevolg` tells what a contract says of a regel that comes late, None where it says nothing.
    """

    rng: Random
    regio: Regio
    gevolg: Callable[[Regel], Gevolg | None] = lambda _: None
    aantekeningen: list[Aantekening] = field(default_factory=list)
    _bezet: set[int] = field(default_factory=set)
    _regels: list[Vondst] = field(default_factory=list)
    _concepten: dict[tuple[str, str, date], Concept] = field(default_factory=dict)
    _volgorde: list[Concept] | None = None

    def __post_init__(self) -> None:
        for concept in self.regio.concepten:
            self._concepten[concept.aanbieder.agb, concept.gemeente, concept.periode] = concept
            self._regels += ((concept, regel) for regel in concept.regels)
        self.rng.shuffle(self._regels)

    def noteer(self, naam: str, in_bericht: Concept | Brief, referentie: str | None = None) -> None:
        """Note that a case of this kind was planted."""
        self.aantekeningen.append(Aantekening(CATALOGUS[naam], in_bericht, referentie))

    def zoek(
        self,
        past: Callable[[Concept, Regel], bool],
        maanden_erna: int = 0,
        gevolgen: Collection[Gevolg | None] = (None, Gevolg.SIGNAAL),
    ) -> Vondst | None:
        """Find a regel nobody uses yet, with a declaratie in so many months after it; it is then taken.

        `gevolgen` are those a contract may have for lateness; by default no case turns into another by being late.
        """
        begin = self.rng.randrange(len(self._regels)) if self._regels else 0
        for concept, regel in (*self._regels[begin:], *self._regels[:begin]):
            if (
                id(regel.toewijzing) not in self._bezet
                and regel in concept.regels
                and self.gevolg(regel) in gevolgen
                and all(self.later(concept, n) for n in range(1, maanden_erna + 1))
                and past(concept, regel)
            ):
                self.neem(regel.toewijzing)
                return concept, regel
        return None

    def neem(self, toewijzing: Toewijzing) -> None:
        """Keep a toewijzing out of further cases."""
        self._bezet.add(id(toewijzing))

    def later(self, concept: Concept, maanden: int = 1) -> Concept | None:
        """The regular declaratie of the same parties so many months later."""
        return self._concepten.get((concept.aanbieder.agb, concept.gemeente, maand_na(concept.periode, maanden)))

    def eerder(self, concept: Concept, toewijzing: Toewijzing) -> Iterator[Regel]:
        """What was declared on a toewijzing before this declaratie."""
        for maand in self.regio.maanden:
            vroeger = self._concepten.get((concept.aanbieder.agb, concept.gemeente, maand))
            if maand < concept.periode and vroeger is not None:
                yield from (regel for regel in vroeger.regels if regel.toewijzing is toewijzing)

    def eerste_regels(self) -> Iterator[Vondst]:
        """Every regular regel with its declaratie, in order of period."""
        for concept in self._concepten.values():
            for regel in concept.regels:
                yield concept, regel

    def dien_opnieuw_in(self, concept: Concept, goed: Regel) -> None:
        """Declare a rejected prestatie once more, right this time, in the next declaratie if there is one."""
        volgende = self.later(concept)
        if volgende is not None:
            regel = opnieuw(goed, self.regio.nummers)
            volgende.regels.append(regel)
            self.noteer("herindiening", volgende, regel.referentie)

    def vrij_concept(self, past: Callable[[Concept], bool]) -> Concept | None:
        """A regular declaratie that was not refused as a whole yet, by chance; it is then taken."""
        if self._volgorde is None:
            self._volgorde = list(self._concepten.values())
            self.rng.shuffle(self._volgorde)
        for concept in self._volgorde:
            if not concept.bezet and concept.regels and past(concept):
                concept.bezet = True
                return concept
        return None
