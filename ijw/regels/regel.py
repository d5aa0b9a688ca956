"""What a rule is: a function named by its code, with the metadata of the standard beside it.

A rule looks at one berichtklasse and gives an Afwijking per deviation; it never decides what happens next.
Most rules are generators. Those on the prestaties of a JW323 return a tuple, VOLDOET when there is nothing:
there are tens of thousands of these, and making a generator takes longer than judging.
Three shapes exist: a plain rule sees one object; a rule with a `kenmerk` compares objects throughout the
message (uniqueness); a rule with a `telling` sees a sum over the message.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from ijw.bevinding import Niveau
from ijw.vorm import veldpad, vorm

XSD, BERICHT, BERICHTOVERSTIJGEND, EXTERNE_BRON = Niveau


class Afwijking(NamedTuple):
    """What a rule found: the value found and the value expected, both in Dutch and without persoonsgegevens."""

    gevonden: str
    verwacht: str
    element: str | None = None


VOLDOET: tuple[Afwijking, ...] = ()
"""What a rule gives that found nothing."""


@dataclass(frozen=True)
class Doel:
    """Where a rule applies: a berichtklasse of a message, and the element path within it (None: the whole)."""

    bericht: str
    klasse: type[Any]
    element: str | None = None

    @cached_property
    def lees(self) -> Callable[[Any], Any]:
        """Read the element from the berichtklasse; None when an element above it is absent."""
        if self.element is None:
            return lambda obj: obj
        pad = veldpad(self.element)
        eerste, _, rest = pad.partition(".")
        if not rest or not _mag_leeg(self.klasse, eerste):
            return attrgetter(pad)
        boven, onder = attrgetter(eerste), attrgetter(rest)
        return lambda obj: None if (deel := boven(obj)) is None else onder(deel)


def _mag_leeg(klasse: type[Any], veld: str) -> bool:
    soort: Any = klasse
    return any(el.veld == veld and el.optioneel for el in vorm(soort).elementen)


@dataclass(slots=True)
class Samenhang:
    """What a rule inside one message may see beside its own object."""

    bericht: Any
    dagtekening: date
    ouder: Any = None
    som: int = 0


Kenmerk = tuple[Hashable, str]
"""One value by which objects of a message are compared, in a role: EIGEN when there is only one."""

EIGEN = "eigen"


class Voorkomen(NamedTuple):
    """One occurrence of a kenmerk in a message."""

    obj: Any
    doel: Doel
    rol: str
    plaats: Any


Controle = Callable[[Any, Doel, Any], Iterable[Afwijking]]
Vergelijking = Callable[[Sequence[Voorkomen]], Iterator[tuple[Voorkomen, Afwijking]]]
Kenmerken = Callable[[Any, Doel, Samenhang], Iterable[Kenmerk]]


@dataclass(frozen=True)
class Telling:
    """What is added up over a message: per object of a class an amount."""

    klasse: type[Any]
    bedrag: Callable[[Any], int]


@dataclass(frozen=True, eq=False)
class Regel:
    """One rule of the standard, made once. `nodig` names the facts without which it is "niet beoordeeld"."""

    code: str
    niveau: Niveau
    retourcode: str | None
    doelen: tuple[Doel, ...]
    functie: Callable[..., Iterable[Any]]
    nodig: tuple[str, ...] = ()
    kenmerk: Kenmerken | None = None
    telling: Telling | None = None

    @property
    def uitleg(self) -> str:
        """What the rule says, from the docstring of its module."""
        module = __import__(self.functie.__module__, fromlist=["__doc__"])
        return (module.__doc__ or "").strip()

    def __call__(self, *args: Any) -> Iterable[Any]:
        return self.functie(*args)


def regel(
    code: str,
    *,
    niveau: Niveau,
    retourcode: str | None,
    doelen: tuple[Doel, ...],
    nodig: tuple[str, ...] = (),
    kenmerk: Kenmerken | None = None,
    telling: Telling | None = None,
) -> Callable[[Callable[..., Iterable[Any]]], Regel]:
    """Make a function the rule with this code."""

    def maak(functie: Callable[..., Iterable[Any]]) -> Regel:
        return Regel(code, niveau, retourcode, doelen, functie, nodig, kenmerk, telling)

    return maak


def elke_volgende(
    voorkomens: Sequence[Voorkomen], gevonden: str, verwacht: str, element: str | None = None
) -> Iterator[tuple[Voorkomen, Afwijking]]:
    """The deviation of uniqueness: every occurrence of a kenmerk but the first."""
    for voorkomen in voorkomens[1:]:
        yield voorkomen, Afwijking(gevonden, verwacht, element)
