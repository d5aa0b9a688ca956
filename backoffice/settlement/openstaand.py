"""The termijnwacht: which prestaties are still expected of an aanbieder, and by when they have to be declared.

Every month of a running toewijzing that is over and for which nothing was declared is expected. Whether delivery
was started is told beside it and decides nothing: regieberichten never bear on payment (OP364), and a gemeente
cannot know whether care was delivered (OP095). So this is a list to work with, for both sides, and no judgement.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from backoffice.contracts.model import Declaratietermijn, maand_na
from backoffice.declaraties.termijn import Toewijzingsversie, eerst_verzonden, kies_termijn, uiterste_datum
from backoffice.kalender import Kalender
from backoffice.toewijzingen.levering import NIETS
from ijw.feiten import Levering, ToegewezenProduct
from ijw.rekenen import eerste_dag, verwachte_productperiode

DEZE_WEEK: Final = 7
"""Days ahead that count as due this week, today included."""


class Leveringsmaand(NamedTuple):
    """One month of one toewijzing, named by its first day; numbers mean something within a gemeente (OP275)."""

    gemeente: str
    toewijzing_nummer: int
    maand: date


@dataclass(frozen=True, slots=True)
class Lopend:
    """A toewijzing as in force, the JW301 lines that led to it, its starts and stops, and the agreed terms."""

    toewijzing: ToegewezenProduct
    versies: tuple[Toewijzingsversie, ...]
    levering: Levering = NIETS
    termijnen: tuple[Declaratietermijn, ...] = ()


class Stand(StrEnum):
    """How pressing an expected prestatie is."""

    GEEN_TERMIJN = "geen termijn"
    LATER = "later"
    DEZE_WEEK = "deze week"
    TE_LAAT = "te laat"


@dataclass(frozen=True, slots=True)
class Verwacht:
    """A ProductPeriode that is over and not declared; days inclusive.

    `uiterste_datum` is None where no term is agreed; `dagen_over` counts from today and is negative when it
    passed: 0 means that today is the last day.
    """

    gemeente: str
    aanbieder: str
    toewijzing_nummer: int
    begindatum: date
    einddatum: date
    gestart: bool
    uiterste_datum: date | None
    dagen_over: int | None

    @property
    def stand(self) -> Stand:
        """How pressing it is."""
        if self.dagen_over is None:
            return Stand.GEEN_TERMIJN
        if self.dagen_over < 0:
            return Stand.TE_LAAT
        return Stand.DEZE_WEEK if self.dagen_over < DEZE_WEEK else Stand.LATER

    @property
    def dringend(self) -> bool:
        """Whether its term passed or ends this week."""
        return self.stand in (Stand.TE_LAAT, Stand.DEZE_WEEK)


def verwachte_prestaties(
    lopend: Iterable[Lopend],
    gedeclareerd: AbstractSet[Leveringsmaand],
    vandaag: date,
    kalender: Kalender,
    vanaf: date = date.min,
) -> list[Verwacht]:
    """Everything that is still expected, per aanbieder and then in order of the last day to declare it.

    `gedeclareerd` are the months for which a debet stands; periods that ended before `vanaf` are left out.
    """
    verwacht: list[Verwacht] = []
    for een in lopend:
        gemeente, nummer = een.toewijzing.gemeente, een.toewijzing.toewijzing_nummer
        perioden = [
            periode
            for periode in productperioden(een.toewijzing, vanaf, vandaag)
            if Leveringsmaand(gemeente, nummer, eerste_dag(periode[0])) not in gedeclareerd
        ]
        verwacht += verwacht_over(een, perioden, vandaag, kalender)
    return sorted(verwacht, key=volgorde)


def verwacht_over(
    een: Lopend, perioden: Iterable[tuple[date, date]], vandaag: date, kalender: Kalender
) -> list[Verwacht]:
    """What is expected of one toewijzing over these ProductPerioden, in order of the last day to declare it."""
    toewijzing = een.toewijzing
    verwacht = []
    for begin, eind in perioden:
        verzonden = eerst_verzonden(een.versies, begin, eind)
        uiterlijk = uiterste_datum(kies_termijn(een.termijnen, begin), eind, verzonden, kalender)
        verwacht.append(
            Verwacht(
                toewijzing.gemeente,
                toewijzing.aanbieder,
                toewijzing.toewijzing_nummer,
                begin,
                eind,
                gestart_in(een.levering, begin, eind),
                uiterlijk,
                None if uiterlijk is None else (uiterlijk - vandaag).days,
            )
        )
    return sorted(verwacht, key=volgorde)


def productperioden(toewijzing: ToegewezenProduct, vanaf: date, tot_en_met: date) -> tuple[tuple[date, date], ...]:
    """The ProductPerioden of a toewijzing that ended from one day through another, both inclusive."""
    if toewijzing.verwijderd:
        return ()
    return perioden_tussen(toewijzing.ingangsdatum, toewijzing.einddatum, vanaf, tot_en_met)


# Thousands of toewijzingen share a few hundred days on which they begin and end.
@lru_cache(maxsize=16_384)
def perioden_tussen(
    ingangsdatum: date, einddatum: date | None, vanaf: date, tot_en_met: date
) -> tuple[tuple[date, date], ...]:
    """The ProductPerioden of whatever runs between two days that ended from `vanaf` through `tot_en_met`."""
    perioden = []
    maand = eerste_dag(max(ingangsdatum, vanaf))
    while maand <= tot_en_met:
        periode = verwachte_productperiode(maand, ingangsdatum, einddatum)
        if periode is None:
            break
        if vanaf <= periode[1] <= tot_en_met:
            perioden.append(periode)
        maand = maand_na(maand)
    return tuple(perioden)


@lru_cache(maxsize=16_384)
def open_perioden(
    ingangsdatum: date, einddatum: date | None, gedeclareerd: frozenset[date], vanaf: date, tot_en_met: date
) -> tuple[tuple[date, date], ...]:
    """Those of `perioden_tussen` that are not in a month that is declared, by its first day."""
    perioden = perioden_tussen(ingangsdatum, einddatum, vanaf, tot_en_met)
    return tuple(periode for periode in perioden if eerste_dag(periode[0]) not in gedeclareerd)


def gestart_in(levering: Levering, begin: date, eind: date) -> bool:
    """Whether, by the starts and stops, something was delivered on a day of the period."""
    einden = dict.fromkeys(levering.starts, date.max)
    for stop in levering.stops:
        einden[stop.start] = min(einden.get(stop.start, date.max), stop.einddatum)
    return any(start.begindatum <= eind and begin <= einde for start, einde in einden.items())


def volgorde(verwacht: Verwacht) -> tuple[str, date, str, int, date]:
    """By what a list is sorted: aanbieder, last day, gemeente, toewijzing and period."""
    return (
        verwacht.aanbieder,
        verwacht.uiterste_datum or date.max,
        verwacht.gemeente,
        verwacht.toewijzing_nummer,
        verwacht.begindatum,
    )
