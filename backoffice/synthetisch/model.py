"""What a synthetic region is made of: aanbieders, jeugdigen, toewijzingen, and the messages still to be written.

Toewijzingen, regels and declaraties change while faults are planted, so these are not frozen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from backoffice.contracts.model import Product
from ijw import rekenen


@dataclass(frozen=True, slots=True)
class Aanbieder:
    """One aanbieder with what it sells per gemeente; `gewicht` is its share of the jeugdigen."""

    agb: str
    naam: str
    gewicht: float
    aanbod: dict[str, tuple[Product, ...]]
    deelname_vanaf: dict[str, date]


@dataclass(frozen=True, slots=True)
class Jeugdige:
    """One made-up child."""

    bsn: str
    gemeente: str
    geboren: date
    geslacht: str
    achternaam: str
    voorvoegsel: str | None
    voornaam: str
    ouder: str
    straat: str
    huisnummer: int
    postcode: str


@dataclass(eq=False, slots=True)
class Zaak:
    """One jeugdige at one aanbieder for one gemeente: what a JW301 is about."""

    gemeente: str
    aanbieder: Aanbieder
    jeugdige: Jeugdige


class Verloop(StrEnum):
    """What happened to a toewijzing after it was first sent."""

    GEWOON = "gewoon"
    VERLENGD = "verlengd"
    VERLENGD_DOOR_ELKAAR = "verlengd, berichten in omgekeerde volgorde"
    VERHUISD_NAAR = "verhuisd naar deze gemeente"
    NIEUW_VOLUME = "nieuw nummer na wijziging van volume"
    VERWIJDERD = "verwijderd"


@dataclass(eq=False, slots=True)
class Toewijzing:
    """One toewijzing as it ends up; `product` is what is delivered on it, also where it names only a categorie.

    Volume is in its own eenheid per frequentie, budget in eurocents. `bewijs_vanaf` is the first day of
    which a prestatie shows that `verloop` was understood.
    """

    zaak: Zaak
    nummer: int
    product: Product
    ingang: date
    eind: date | None
    volume: int | None = None
    frequentie: str | None = None
    budget: int | None = None
    verloop: Verloop = Verloop.GEWOON
    bewijs_vanaf: date | None = None

    @property
    def specifiek(self) -> bool:
        """Whether it names a product by its code."""
        return self.volume is not None

    def periode(self, maand: date) -> tuple[date, date] | None:
        """ProductPeriode in a calendar month, None when the toewijzing has no day in it."""
        laatste = rekenen.laatste_dag(maand)
        begin, eind = max(maand, self.ingang), min(laatste, self.eind or laatste)
        return (begin, eind) if begin <= eind else None


@dataclass(eq=False, slots=True)
class Stand:
    """One toewijzing as one JW301 tells it."""

    toewijzing: Toewijzing
    ingang: date
    eind: date | None
    dag: date
    tijd: str
    reden: str | None = None


@dataclass(eq=False, slots=True)
class Brief:
    """One JW301 still to be written: sent on `dag`, received `onderweg` days later."""

    zaak: Zaak
    dag: date
    standen: list[Stand]
    onderweg: int = 1
    wijzig: Callable[[Any], Any] | None = None
    vervorm: Callable[[bytes], bytes] | None = None
    bezet: bool = False
    identificatie: str = ""


@dataclass(eq=False, slots=True)
class Regel:
    """One prestatie still to be written; `bedrag` is unsigned eurocents."""

    toewijzing: Toewijzing
    referentie: str
    begin: date
    eind: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    nummer: int
    categorie: str
    code: str
    bsn: str
    vorig: str | None = None

    @property
    def debet_credit(self) -> str:
        """C for a credit, else D."""
        return "D" if self.vorig is None else "C"

    @property
    def maand(self) -> date:
        """First day of the month of delivery."""
        return rekenen.eerste_dag(self.begin)


@dataclass(eq=False, slots=True)
class Concept:
    """One JW323 still to be written: sent on `dag`, received `onderweg` days later.

    `wijzig` changes the message before it is written and `vervorm` the bytes afterwards; `bezet` marks a
    concept that was refused or sent again as a whole; `herhaalt` is the one whose Identificatie it uses again.
    """

    aanbieder: Aanbieder
    gemeente: str
    periode: date
    dag: date
    nummer: str
    regels: list[Regel] = field(default_factory=list)
    onderweg: int = 1
    dagtekening: date | None = None
    ontvanger: str | None = None
    toevoeging: str = ""
    wijzig: Callable[[Any], Any] | None = None
    vervorm: Callable[[bytes], bytes] | None = None
    bezet: bool = False
    herhaalt: Concept | None = None
    identificatie: str = ""


@dataclass(slots=True)
class Nummers:
    """Number series as each party keeps its own."""

    _tellers: Counter[tuple[str, str]] = field(default_factory=Counter)

    def _volgende(self, reeks: str, partij: str) -> int:
        self._tellers[reeks, partij] += 1
        return self._tellers[reeks, partij]

    def toewijzing(self, gemeente: str) -> int:
        """Next ToewijzingNummer, unique within a gemeente (OP275)."""
        return 100_000 + self._volgende("toewijzing", gemeente)

    def referentie(self, aanbieder: Aanbieder) -> str:
        """Next ReferentieNummer, unique within an aanbieder (OP283)."""
        return f"P{self._volgende('referentie', aanbieder.agb):07d}"

    def declaratie(self, aanbieder: Aanbieder, periode: date) -> str:
        """Next DeclaratieNummer, unique within an aanbieder (OP349)."""
        return f"{periode:%y%m}{self._volgende('declaratie', aanbieder.agb):06d}"

    def bericht(self, afzender: str) -> str:
        """Next Identificatie, unique per afzender here (TR056 asks so per berichtsoort)."""
        return f"B{self._volgende('bericht', afzender):07d}"


@dataclass(slots=True)
class Regio:
    """All that exists, before anything is written as a message."""

    maanden: tuple[date, ...]
    aanbieders: tuple[Aanbieder, ...]
    nummers: Nummers
    brieven: list[Brief] = field(default_factory=list)
    toewijzingen: list[Toewijzing] = field(default_factory=list)
    concepten: list[Concept] = field(default_factory=list)


def werkdag(dag: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return dag + timedelta(days=max(0, 7 - dag.weekday()) if dag.weekday() > 4 else 0)


def maand_na(maand: date, aantal: int = 1) -> date:
    """First day of the month so many months later."""
    teller = maand.year * 12 + maand.month - 1 + aantal
    return date(teller // 12, teller % 12 + 1, 1)


def prijs(product: Product, maand: date, eenheid: str, volume: int) -> tuple[int | None, int]:
    """ProductTarief and IngediendBedrag in eurocents of a volume delivered in a month (IV081, CS339).

    Hours may be declared in minutes; they are then priced by the hour, and rounded once.
    """
    if eenheid == rekenen.EURO:
        return None, volume
    versie = max((v for v in product.tarieven if v.vanaf <= maand), key=lambda v: v.vanaf)
    if eenheid == rekenen.MINUUT:
        per_uur = versie.uurtarief or versie.tarief or 0
        return (per_uur + 30) // 60, (per_uur * volume + 30) // 60
    tarief = versie.tarief or versie.uurtarief or 0
    return tarief, tarief * volume
