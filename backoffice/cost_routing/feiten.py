"""Dated facts about one jeugdige from which the responsible gemeente follows.

A fact says where it comes from and holds for days inclusive; no last day means until further notice. What is not
among the facts is not known, which is something else than known to be absent. Whereabouts are kept as
gemeentecodes alone. Facts that contradict each other are refused: a person has to find out which one is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations, pairwise
from typing import TypeVar

from backoffice.fouten import BackofficeError
from ijw import nummers


class TegenstrijdigeFeiten(BackofficeError):
    """Two facts cannot both be true; the message names kinds and days only."""


class Adressoort(StrEnum):
    """How a jeugdige is registered in the BRP."""

    WOONADRES = "woonadres"
    BRIEFADRES = "briefadres"
    BUITENLAND = "adres in het buitenland"
    GEEN = "geen inschrijving"


class Verblijfsoort(StrEnum):
    """Where a jeugdige stays when he does not live at home (art. 1.1 Jeugdwet, woonplaats onder b)."""

    JEUGDHULPAANBIEDER = "jeugdhulpaanbieder"
    PLEEGOUDER = "pleegouder"
    OPVANG = "opvang of beschermd wonen"
    WLZ = "Wlz-instelling"
    JJI = "justitiële jeugdinrichting"


class Gezagsoort(StrEnum):
    """Who has gezag."""

    OUDER = "ouder"
    INSTELLING = "instelling met voogdij"


@dataclass(frozen=True, slots=True)
class Feit:
    """Something that holds from a day through another."""

    vanaf: date
    tot_en_met: date | None

    def geldt_op(self, dag: date) -> bool:
        """Whether it holds on a day."""
        return self.vanaf <= dag <= (self.tot_en_met or date.max)


@dataclass(frozen=True, slots=True)
class Adres(Feit):
    """The registered address of the jeugdige himself; `in_onderzoek` is the aantekening of art. 2.26 Wet BRP.

    A woonadres or briefadres has a gemeente; the other kinds have none.
    """

    soort: Adressoort
    gemeente: str | None = None
    in_onderzoek: bool = False
    bron: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Verblijf(Feit):
    """A stay of at least one etmaal, and the gemeente it is in; None when that is unknown or secret."""

    soort: Verblijfsoort
    gemeente: str | None = None
    bron: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Feitelijk(Feit):
    """The gemeente where the jeugdige really is; None when he is not in the Netherlands."""

    gemeente: str | None
    bron: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Gezag(Feit):
    """Who has gezag, and the gemeente of that parent; None when the parent's is unknown or abroad."""

    soort: Gezagsoort
    gemeente: str | None = None
    bron: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Moeder:
    """The gemeente where the mother was ingezetene at birth; None when she was not, or that cannot be found."""

    gemeente: str | None
    bron: str = field(default="", compare=False)


Bewijsstuk = Adres | Verblijf | Feitelijk | Gezag | Moeder
"""Any fact that an answer can rest on."""


@dataclass(frozen=True, slots=True)
class Persoonsfeiten:
    """All that is known of one jeugdige; their order means nothing and the same fact twice is one fact.

    `hulpvragen` are the days on which help was asked for. `moeder` is None as long as nobody looked it up.
    """

    adressen: Sequence[Adres] = ()
    verblijven: Sequence[Verblijf] = ()
    feitelijk: Sequence[Feitelijk] = ()
    gezag: Sequence[Gezag] = ()
    hulpvragen: Sequence[date] = ()
    moeder: Moeder | None = None
    geboortedatum: date | None = field(default=None, repr=False)


def controleer(feiten: Persoonsfeiten) -> None:
    """Refuse facts that cannot all be true; TegenstrijdigeFeiten says which.

    A transfer may show one day in both stays; two parents may have gezag at the same time.
    """
    _geen_overlap("adressen", feiten.adressen)
    _geen_overlap("opgaven van het feitelijk verblijf", feiten.feitelijk)
    _geen_overlap("verblijven", feiten.verblijven, gedeelde_dag=True)
    _controleer_gezag(op_volgorde(feiten.gezag))
    for adres in feiten.adressen:
        met_gemeente = adres.soort in (Adressoort.WOONADRES, Adressoort.BRIEFADRES)
        if met_gemeente != (adres.gemeente is not None):
            verwacht = "hoort een gemeente" if met_gemeente else "kan geen gemeente horen"
            raise TegenstrijdigeFeiten(f"Bij '{adres.soort}' {periode(adres)} {verwacht}. Verbeter het adres.")
    met_plaats: Iterable[Adres | Verblijf | Feitelijk | Gezag] = (
        *feiten.adressen,
        *feiten.verblijven,
        *feiten.feitelijk,
        *feiten.gezag,
    )
    for feit in met_plaats:
        if feit.gemeente is not None and not nummers.gemeentecode_vorm(feit.gemeente):
            raise TegenstrijdigeFeiten(
                f"De gemeente van het feit {periode(feit)} is geen code van vier cijfers. Verbeter de code."
            )
    for verblijf in feiten.verblijven:
        for werkelijk in feiten.feitelijk:
            oneens = verblijf.gemeente not in (None, werkelijk.gemeente)
            if oneens and _overlappen(verblijf, werkelijk) and not _sluiten_aan(verblijf, werkelijk):
                raise TegenstrijdigeFeiten(
                    f"Het verblijf {periode(verblijf)} is in een andere gemeente dan het feitelijk verblijf "
                    f"{periode(werkelijk)}. Zoek uit welk van de twee klopt en verbeter het andere."
                )


_F = TypeVar("_F", bound=Feit)


def op_volgorde(feiten: Iterable[_F]) -> list[_F]:
    """Facts from old to new, each once; of the same fact from two sources the first source by name stays."""
    uniek: list[_F] = []
    for feit in sorted(feiten, key=repr):
        if feit not in uniek:
            uniek.append(feit)
    return sorted(uniek, key=lambda feit: (feit.vanaf, feit.tot_en_met or date.max))


def beschrijf(feit: Bewijsstuk) -> str:
    """A fact in Dutch, with its days and its source."""
    plaats = "" if feit.gemeente is None else f" in gemeente {feit.gemeente}"
    match feit:
        case Adres():
            wat = f"{feit.soort}{plaats}{', in onderzoek' if feit.in_onderzoek else ''}"
        case Verblijf():
            wat = f"verblijf bij {feit.soort}{plaats}"
        case Feitelijk():
            wat = f"feitelijk verblijf{plaats or ' buiten Nederland'}"
        case Gezag():
            wat = f"gezag van {feit.soort}{plaats}"
        case Moeder():
            wat = f"moeder bij de geboorte{plaats or ' geen ingezetene'}"
    wanneer = "" if isinstance(feit, Moeder) else f" {periode(feit)}"
    return f"{wat}{wanneer}{f', bron {feit.bron}' if feit.bron else ''}"


def periode(feit: Feit) -> str:
    """The days of a fact in words."""
    if feit.tot_en_met is None:
        return f"vanaf {feit.vanaf:%d-%m-%Y}"
    return f"van {feit.vanaf:%d-%m-%Y} tot en met {feit.tot_en_met:%d-%m-%Y}"


def _geen_overlap(naam: str, feiten: Iterable[Feit], *, gedeelde_dag: bool = False) -> None:
    geordend = op_volgorde(feiten)
    for feit in geordend:
        if feit.tot_en_met is not None and feit.tot_en_met < feit.vanaf:
            raise TegenstrijdigeFeiten(
                f"Een van de {naam} eindigt voordat het begint: {periode(feit)}. Verbeter de data."
            )
    for vorig, volgend in pairwise(geordend):
        if _overlappen(vorig, volgend) and not (gedeelde_dag and _sluiten_aan(vorig, volgend)):
            raise TegenstrijdigeFeiten(
                f"Twee {naam} overlappen: {periode(vorig)} en {periode(volgend)}. "
                "Zoek uit welk van de twee klopt en verbeter het andere."
            )


def _controleer_gezag(gezag: Sequence[Gezag]) -> None:
    for een, ander in combinations(gezag, 2):
        if _overlappen(een, ander) and een.soort is not ander.soort:
            raise TegenstrijdigeFeiten(
                f"Gezag van een ouder en voogdij van een instelling gaan niet samen: {periode(een)} en "
                f"{periode(ander)}. Zoek uit welk van de twee klopt en verbeter het andere."
            )


def _overlappen(een: Feit, ander: Feit) -> bool:
    return een.vanaf <= (ander.tot_en_met or date.max) and ander.vanaf <= (een.tot_en_met or date.max)


def _sluiten_aan(een: Feit, ander: Feit) -> bool:
    """Whether they share no more than the day on which one ends and the other begins."""
    return een.tot_en_met == ander.vanaf or ander.tot_en_met == een.vanaf
