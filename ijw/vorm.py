"""The form of a message: what a declaration in `ijw.berichten` says of a type, an element and a berichtklasse.

One declaration serves all: the codec reads and writes by it, the schema writer prints it as XSD, and the
rules and the documentation take names and meanings from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields
from functools import cache
from typing import Any, Literal, TypeVar, cast, dataclass_transform

from ijw import codelijsten

Basis = Literal["string", "integer", "date", "time"]
T = TypeVar("T")
Klassetype = Any
"""A class made by `berichtklasse`."""


@dataclass(frozen=True, slots=True)
class Ldt:
    """A simple type (LDT_...) of the standard with its facets.

    A gesloten code list is an enumeration in the schema; an open one (CBS, JZ21) is judged by a rule.
    Values of a persoonsgegeven never appear in findings or errors.
    """

    naam: str
    uitleg: str
    basis: Basis = "string"
    min_lengte: int | None = None
    max_lengte: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    patroon: str | None = None
    codelijst: str | None = None
    gesloten: bool = False
    persoonsgegeven: bool = False

    @property
    def waarden(self) -> tuple[str, ...]:
        """The codes an enumeration allows, in the order of the code list; empty when there is none."""
        if not self.gesloten or self.codelijst is None:
            return ()
        return tuple(codelijsten.lees(self.codelijst).waarden)


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a berichtklasse: its name, type, cardinality and meaning.

    A herhaald element with an omhulsel stands in the message as <Omhulsel><Naam/>...</Omhulsel> and in the
    declaration as one tuple. `patroon` narrows the type for this element alone.
    """

    naam: str
    type: Ldt | Klassetype
    uitleg: str
    veld: str
    optioneel: bool = False
    herhaald: bool = False
    omhulsel: str | None = None
    patroon: str | None = None
    persoonlijk: bool = False

    @property
    def tag(self) -> str:
        """The name under which the element stands directly in its berichtklasse."""
        return self.omhulsel or self.naam

    @property
    def persoonsgegeven(self) -> bool:
        """Whether the value says something about a person."""
        return self.persoonlijk or (isinstance(self.type, Ldt) and self.type.persoonsgegeven)


@dataclass(frozen=True, slots=True)
class Klasse:
    """What a decorated berichtklasse is in the schema: its type name, meaning and logical key (TR101)."""

    naam: str
    uitleg: str
    sleutel: tuple[str, ...]
    elementen: tuple[Element, ...]


def element(
    naam: str,
    type_: Ldt | Klassetype,
    uitleg: str = "",
    *,
    optioneel: bool = False,
    herhaald: bool = False,
    omhulsel: str | None = None,
    patroon: str | None = None,
    persoonlijk: bool = False,
) -> Any:
    """Declare an element of a berichtklasse, in the order of the schema."""
    metadata = {
        "naam": naam,
        "type": type_,
        "uitleg": uitleg,
        "optioneel": optioneel,
        "herhaald": herhaald,
        "omhulsel": omhulsel,
        "patroon": patroon,
        "persoonlijk": persoonlijk,
    }
    if herhaald and optioneel:
        return field(default=(), metadata=metadata)
    if optioneel:
        return field(default=None, metadata=metadata)
    return field(metadata=metadata)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(element,))
def berichtklasse(naam: str, uitleg: str = "", *, sleutel: tuple[str, ...] = ()) -> Callable[[type[T]], type[T]]:
    """Make a class a frozen berichtklasse named as in the schema, with its logical key as element paths."""

    def maak(cls: type[T]) -> type[T]:
        klasse: Any = dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)(cls)
        # One of each for all classes: a dataclass compiles its own, which would double the time to start.
        klasse.__eq__, klasse.__hash__, klasse.__repr__ = _is_gelijk, _hash, _toon
        _NAMEN[klasse] = (naam, uitleg, sleutel)
        return cast(type[T], klasse)

    return maak


def _waarden(obj: Any) -> tuple[Any, ...]:
    return tuple(getattr(obj, veld) for veld in obj.__dataclass_fields__)


def _is_gelijk(self: Any, ander: object) -> Any:
    if type(self) is not type(ander):
        return NotImplemented
    return _waarden(self) == _waarden(ander)


def _hash(self: Any) -> int:
    return hash(_waarden(self))


def _toon(self: Any) -> str:
    """What a debugger or a failed test shows: everything but the values of persoonsgegevens."""
    klasse: Klassetype = type(self)
    velden = (
        f"{el.veld}={'…' if el.persoonsgegeven else repr(getattr(self, el.veld))}" for el in vorm(klasse).elementen
    )
    return f"{klasse.__name__}({', '.join(velden)})"


_NAMEN: dict[type[Any], tuple[str, str, tuple[str, ...]]] = {}


@cache
def vorm(cls: Klassetype) -> Klasse:
    """Give the declared form of a berichtklasse; raises KeyError for a class that is none."""
    naam, uitleg, sleutel = _NAMEN[cls]
    return Klasse(naam, uitleg, sleutel, tuple(_element(veld) for veld in fields(cls)))


def is_klasse(type_: Ldt | Klassetype) -> bool:
    """Whether a type is a berichtklasse or composite type instead of a simple one."""
    return not isinstance(type_, Ldt)


def veldnaam(element_naam: str) -> str:
    """Turn an element name of the standard into the field name: ProductTarief -> product_tarief."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", element_naam).lower()


def veldpad(pad: str) -> str:
    """Turn an element path into a field path: ProductPeriode/Einddatum -> product_periode.einddatum."""
    return ".".join(veldnaam(deel) for deel in pad.split("/"))


def _element(veld: Field[Any]) -> Element:
    return Element(veld=veld.name, **veld.metadata)


@dataclass(frozen=True, slots=True, eq=False)
class Berichtsoort:
    """One kind of message in one release: code, namespaces and root class.

    `stroomklasse` is the repeated berichtklasse by which a large message is read and written piece by piece.
    """

    naam: str
    code: str
    release: str
    uitleg: str
    wortel: Klassetype
    stroomklasse: Klassetype | None = None

    @property
    def versie(self) -> tuple[int, int]:
        """BerichtVersie and BerichtSubversie."""
        hoofd, sub = self.release.split(".")
        return int(hoofd), int(sub)

    @property
    def namespace(self) -> str:
        """The namespace by which a message of this kind and release is recognised."""
        return namespace(self.release, self.naam.lower())

    @property
    def basis_namespace(self) -> str:
        """The namespace of the shared types."""
        return namespace(self.release, "basisschema")


KOPCODES = ("BerichtCode", "BerichtVersie", "BerichtSubversie")
"""The header elements that follow from the berichtsoort: the codec writes them, a header omits them."""


def namespace(release: str, naam: str) -> str:
    """Give the namespace of a schema of a release."""
    return f"http://www.istandaarden.nl/ijw/{release.replace('.', '_')}/{naam}/schema"


@cache
def stroompad(soort: Berichtsoort) -> tuple[Element, ...]:
    """The elements that lead from the root of a message to its stroomklasse."""

    def zoek(klasse: Klassetype) -> tuple[Element, ...] | None:
        for el in vorm(klasse).elementen:
            if el.type is soort.stroomklasse:
                return (el,)
            if not isinstance(el.type, Ldt) and (verder := zoek(el.type)) is not None:
                return (el, *verder)
        return None

    pad = zoek(soort.wortel)
    if pad is None:
        raise KeyError(f"{soort.naam} heeft geen stroomklasse")
    return pad
