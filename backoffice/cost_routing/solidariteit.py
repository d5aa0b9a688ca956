"""Whether gemeenten share a cost or each bears that of its own jeugdigen, per kind and per date.

The defaults are what the region agreed at the start of the Jeugdwet: availability and advice are shared, help to
a jeugdige is borne by the responsible gemeente. What was left open then is woonplaats here. An agreement of later
date goes before a default.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Grondslag(StrEnum):
    """How a cost finds its gemeente."""

    WOONPLAATS = "woonplaats"
    SOLIDARITEIT = "solidariteit"


@dataclass(frozen=True, slots=True)
class Kostenafspraak:
    """From a day on, this kind of cost follows this grondslag; shared costs name their verdeelsleutel.

    `soort` is a kind of contract or one of GEDEELD.
    """

    soort: str
    vanaf: date
    grondslag: Grondslag
    sleutel: str | None = None


GEDEELD: Final = frozenset(
    {
        "werving en selectie pleegouders",
        "advies en meldpunt Veilig Thuis",
        "crisismeldpunt",
        "reflectiepunt",
        "advies en consultatie",
        "backoffice",
    }
)
"""Kinds of cost that are shared unless agreed otherwise, by the key that bears their name."""


def kostenafspraak(soort: str, dag: date, afspraken: Iterable[Kostenafspraak] = ()) -> Kostenafspraak:
    """What holds for a kind of cost on a day of delivery."""
    gelden = (afspraak for afspraak in afspraken if afspraak.soort == soort and afspraak.vanaf <= dag)
    gedeeld = soort in GEDEELD
    standaard = Kostenafspraak(
        soort,
        date.min,
        Grondslag.SOLIDARITEIT if gedeeld else Grondslag.WOONPLAATS,
        soort if gedeeld else None,
    )
    return max(gelden, key=lambda afspraak: afspraak.vanaf, default=standaard)
