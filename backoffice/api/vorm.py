"""What goes over the wire as JSON: names in lowerCamelCase, lists in pages, and which values are taken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final, Generic, Self, TypeVar

from fastapi import Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

GROOTSTE_ID: Final = 2**63 - 1
"""The largest number that both databases hold."""

T = TypeVar("T")

Id = Annotated[int, Path(ge=1, le=GROOTSTE_ID, description="Het nummer dat deze back office gaf.")]
Na = Annotated[
    int | None,
    Query(ge=0, le=GROOTSTE_ID, description="Geef wat na dit nummer komt; neem het over uit `_links.next`."),
]
Aantal = Annotated[int, Query(ge=1, le=200, description="Hoeveel resultaten op een pagina staan.")]
PER_PAGINA: Final = 50

# No control characters: PostgreSQL keeps no NUL, and nobody types the others.
_LEESBAAR: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"
Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000, pattern=_LEESBAAR)]
Kenmerk = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z._-]{1,40}$")]
Gemeentecode = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
AgbCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]
Bsn = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$")]


class Vorm(BaseModel):
    """An object in an answer, made from what a service gives."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)

    @classmethod
    def van(cls, waarde: Any, **meer: Any) -> Self:
        """This form of what a service gave; `meer` are fields that it does not have by itself."""
        if not meer:
            return cls.model_validate(waarde)
        namen = cls.model_fields.keys() - meer.keys()
        return cls.model_validate({naam: getattr(waarde, naam) for naam in namen if hasattr(waarde, naam)} | meer)


class Invoer(Vorm):
    """An object in a request; a field that nobody knows is an error, not a silent nothing."""

    model_config = ConfigDict(extra="forbid")


class Verwijzing(Vorm):
    """Where something is."""

    href: str


class Links(Vorm):
    """Where this page is, and the next one when there is one."""

    zelf: Verwijzing = Field(serialization_alias="self")
    volgende: Verwijzing | None = Field(default=None, serialization_alias="next")


class Lijst(Vorm, Generic[T]):
    """Some results, and where the next ones are."""

    resultaten: list[T]
    links: Links = Field(serialization_alias="_links")


V = TypeVar("V", bound=Vorm)


def lijst(request: Request, vorm: type[V], rijen: Sequence[Any], volgende: int | None = None) -> Lijst[V]:
    """A list of what a service gave; the next page begins after `volgende`, and a Link header points there too."""
    hier = request.url
    verder = None if volgende is None else _verwijzing(hier.include_query_params(na=volgende))
    if verder is not None:
        request.state.koppen["Link"] = f'<{verder.href}>; rel="next"'
    return Lijst(resultaten=[vorm.van(rij) for rij in rijen], links=Links(zelf=_verwijzing(hier), volgende=verder))


def _verwijzing(adres: Any) -> Verwijzing:
    return Verwijzing(href=f"{adres.path}?{adres.query}" if adres.query else adres.path)
