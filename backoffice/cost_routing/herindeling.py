"""Herindeling: which gemeente took the place of one that was merged away.

The old code stays valid on toewijzingen from before (TR378, S300), so two codes can mean one gemeente. Only a
gemeente that went over as a whole has a successor; where land was divided, each address decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from backoffice.fouten import BackofficeError


class Herindelingfout(BackofficeError):
    """Herindelingen that lead back to where they began, or give one gemeente two successors."""


@dataclass(frozen=True, slots=True)
class Herindeling:
    """From a day on, `oud` is part of `nieuw`."""

    oud: str
    nieuw: str
    vanaf: date


class Herindelingen:
    """Every herindeling that is known; Herindelingfout when a gemeente went over twice or into itself."""

    def __init__(self, herindelingen: Iterable[Herindeling] = ()) -> None:
        self._opvolgers: dict[str, Herindeling] = {}
        for herindeling in herindelingen:
            if self._opvolgers.setdefault(herindeling.oud, herindeling) != herindeling:
                raise Herindelingfout(f"Gemeente {herindeling.oud} heeft twee opvolgers. Laat er één staan.")
        for gemeente in self._opvolgers:
            gezien = set()
            while gemeente in self._opvolgers:
                if gemeente in gezien:
                    raise Herindelingfout(f"De herindelingen van {gemeente} lopen in een kring. Verbeter ze.")
                gezien.add(gemeente)
                gemeente = self._opvolgers[gemeente].nieuw

    def opvolger(self, gemeente: str, dag: date) -> str:
        """The gemeente that has taken its place on a day; itself when it still exists."""
        while (opvolging := self._opvolgers.get(gemeente)) and opvolging.vanaf <= dag:
            gemeente = opvolging.nieuw
        return gemeente
