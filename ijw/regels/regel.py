"""What a rule is: a function named by its code, with the metadata of the standard beside it.

A rule looks at one berichtklasse and yields an Afwijking per deviation; it never decides what happens next.
Three shapes exist: a plain rule sees one object; a rule with a `kenmerk` compares objects throughout the
message (uniqueness); a rule with a `telling` sees a sum over the message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from ijw.bevinding import Niveau
from ijw.vorm import veldpad

XSD, BERICHT, BERICHTOVERSTIJGEND, EXTERNE_BRON = Niveau


class Afwijking(NamedTuple):
    """What a rule found: the value found and the value expected, both in Dutch and without persoonsgegevens."""

    gevonden: str
    verwacht: str
    element: str | None = None


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
        direct = attrgetter(pad)
        if "." not in pad:
            return direct
        eerste, rest = pad.split(".", 1)
        boven, onder = attrgetter(eerste), attrgetter(rest)
        return lambda obj: None if (deel := boven(obj)) is None else onder(deel)


@dataclass(slots=True)
class Samenhang:
    """What a rule inside one message may see beside its own object."""

    bericht: Any
    dagtekening: date
    ouder: Any = None
    som: int = 0


class Kenmerk(NamedTuple):
    """One value by which objects of a message are compared, in a role ("eigen" when there is only one)."""

    waarde: Any
    rol: str = "eigen"


class Voorkomen(NamedTuple):
    """One occurrence of a kenmerk in a message."""

    obj: Any
    doel: Doel
    rol: str
    plaats: Any


Controle = Callable[[Any, Doel, Any], Iterator[Afwijking]]
Vergelijking = Callable[[Sequence[Voorkomen]], Iterator[tuple[Voorkomen, Afwijking]]]
Kenmerken = Callable[[Any, Doel, Samenhang], Iterable[Kenmerk]]


@dataclass(frozen=True)
class Telling:
    """What is added up over a message: per object of a class an amount."""

    klasse: type[Any]
    bedrag: Callable[[Any], int]


@dataclass(frozen=True)
class Regel:
    """One rule of the standard. `nodig` names the facts without which it is "niet beoordeeld"."""

    code: str
    niveau: Niveau
    retourcode: str | None
    doelen: tuple[Doel, ...]
    functie: Callable[..., Iterator[Any]]
    nodig: tuple[str, ...] = ()
    kenmerk: Kenmerken | None = None
    telling: Telling | None = None

    @property
    def uitleg(self) -> str:
        """What the rule says, from the docstring of its module."""
        module = __import__(self.functie.__module__, fromlist=["__doc__"])
        return (module.__doc__ or "").strip()

    def __call__(self, *args: Any) -> Iterator[Any]:
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
) -> Callable[[Callable[..., Iterator[Any]]], Regel]:
    """Make a function the rule with this code."""

    def maak(functie: Callable[..., Iterator[Any]]) -> Regel:
        return Regel(code, niveau, retourcode, doelen, functie, nodig, kenmerk, telling)

    return maak


def elke_volgende(
    voorkomens: Sequence[Voorkomen], gevonden: str, verwacht: str
) -> Iterator[tuple[Voorkomen, Afwijking]]:
    """The deviation of uniqueness: every occurrence of a kenmerk but the first."""
    for voorkomen in voorkomens[1:]:
        yield voorkomen, Afwijking(gevonden, verwacht)
