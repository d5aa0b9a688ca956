"""The statement of a closed month: what every gemeente bears, and what became of every aanbieder's declarations.

A month is that of the books: what was booked in it and, by the same rule, what was received and decided in it. The
books of a closed month never change, so neither does its statement. Amounts are signed eurocents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import add
from typing import NamedTuple

from ijw.regels.tekst import euro


class Lasten(NamedTuple):
    """What a gemeente bears: declared to it alone, shared, declared to others, and its part of budgets.

    `verrekening_uit` was declared to it and is borne by others; they owe it.
    """

    eigen: int = 0
    gedeeld: int = 0
    verrekening_in: int = 0
    taakgericht: int = 0
    verrekening_uit: int = 0

    @property
    def kosten(self) -> int:
        """What it bears in all."""
        return self.eigen + self.gedeeld + self.verrekening_in + self.taakgericht

    def plus(self, ander: Lasten) -> Lasten:
        """Both together."""
        return Lasten(*map(add, self, ander))


class Verloop(NamedTuple):
    """What became of the declarations of an aanbieder, and of the debt to it.

    What waited for a person at the begin and what was declared was granted, rejected or waits at the end. What was
    open at the begin, what was booked and the budgets are paid (returned payments off) or open at the end.
    """

    wachtte: int = 0
    ingediend: int = 0
    toegekend: int = 0
    afgewezen: int = 0
    aangehouden: int = 0
    open_begin: int = 0
    geboekt: int = 0
    taakgericht: int = 0
    betaald: int = 0

    @property
    def open(self) -> int:
        """What is owed at the end of the month."""
        return self.open_begin + self.geboekt + self.taakgericht - self.betaald

    def plus(self, ander: Verloop) -> Verloop:
        """Both together."""
        return Verloop(*map(add, self, ander))

    def verschillen(self) -> Iterator[str]:
        """What does not add up, in Dutch."""
        binnen, besloten = self.wachtte + self.ingediend, self.toegekend + self.afgewezen + self.aangehouden
        if binnen != besloten:
            yield f"ingediend en eerder aangehouden is {euro(binnen)}, besloten en aangehouden {euro(besloten)}"
        if self.toegekend != self.geboekt:
            yield f"toegekend is {euro(self.toegekend)}, geboekt {euro(self.geboekt)}"


@dataclass(frozen=True, slots=True)
class Afrekening:
    """The statement of a month (by its first day): by gemeente, and by gemeente that pays and aanbieder."""

    maand: date
    lasten: Mapping[str, Lasten]
    verloop: Mapping[tuple[str, str], Verloop]

    @property
    def regio(self) -> Lasten:
        """All gemeenten together."""
        return som_lasten(self.lasten.values())

    def per_aanbieder(self) -> dict[str, Verloop]:
        """Every aanbieder over all gemeenten, in order."""
        uit: dict[str, Verloop] = {}
        for (_, aanbieder), verloop in self.verloop.items():
            uit[aanbieder] = uit.get(aanbieder, Verloop()).plus(verloop)
        return dict(sorted(uit.items()))

    def verschillen(self, kosten: Mapping[str, int], open_: Mapping[str, int]) -> list[str]:
        """What does not add up, in Dutch; by the books `kosten` is per gemeente and `open_` per aanbieder."""
        gevonden = [
            f"{gemeente} {aanbieder}: {verschil}"
            for (gemeente, aanbieder), verloop in self.verloop.items()
            for verschil in verloop.verschillen()
        ]
        draagt = {gemeente: lasten.kosten for gemeente, lasten in self.lasten.items()}
        schuld = {aanbieder: verloop.open for aanbieder, verloop in self.per_aanbieder().items()}
        for eigen, boeken in ((draagt, kosten), (schuld, open_)):
            gevonden += [
                f"{wie}: {euro(eigen.get(wie, 0))} is volgens de boeken {euro(boeken.get(wie, 0))}"
                for wie in sorted(eigen.keys() | boeken.keys())
                if eigen.get(wie, 0) != boeken.get(wie, 0)
            ]
        verloop = som_verloop(self.verloop.values())
        if self.regio.kosten != verloop.geboekt + verloop.taakgericht:
            gevonden.append(
                f"de gemeenten dragen {euro(self.regio.kosten)}, voor aanbieders is "
                f"{euro(verloop.geboekt + verloop.taakgericht)} geboekt"
            )
        return gevonden


def som_lasten(delen: Iterable[Lasten]) -> Lasten:
    """Add up."""
    totaal = Lasten()
    for deel in delen:
        totaal = totaal.plus(deel)
    return totaal


def som_verloop(delen: Iterable[Verloop]) -> Verloop:
    """Add up."""
    totaal = Verloop()
    for deel in delen:
        totaal = totaal.plus(deel)
    return totaal
