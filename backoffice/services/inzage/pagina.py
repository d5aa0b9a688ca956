"""A list in pages, newest first; the next page begins after the last row seen, however many were added since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from backoffice.fouten import BackofficeError

T = TypeVar("T")


class NietGevonden(BackofficeError):
    """There is no such thing within the bereik of who asks."""


@dataclass(frozen=True, slots=True)
class Pagina(Generic[T]):
    """Some rows, and after which id the next page begins; None when this is the last one."""

    rijen: tuple[T, ...]
    volgende: int | None


def pagina(rijen: Sequence[T], per_pagina: int, id_van: Callable[[T], int]) -> Pagina[T]:
    """The first `per_pagina` of rows of which one more was asked for, to know whether there is a next page."""
    getoond = tuple(rijen[:per_pagina])
    return Pagina(getoond, id_van(getoond[-1]) if len(rijen) > per_pagina else None)
