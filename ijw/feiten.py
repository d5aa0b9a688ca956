"""Facts: what a rule may know about the world beyond the message, as frozen values.

A fact is either known, known to be absent (`None`), or not looked up (`ONBEKEND`). A rule whose facts
are not all known is "niet beoordeeld", which is neither pass nor fail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, Literal


class Onbekend(Enum):
    """The mark of a fact that nobody looked up."""

    ONBEKEND = "onbekend"


ONBEKEND: Final = Onbekend.ONBEKEND


@dataclass(frozen=True, slots=True)
class ToegewezenProduct:
    """One toewijzing as in force: what a gemeente ordered an aanbieder to deliver.

    Volume is in the toewijzing's own eenheid per frequentie; budget is in eurocents; both dates are days
    inclusive and an empty einddatum means open-ended (JW301).
    """

    gemeente: str
    toewijzing_nummer: int
    aanbieder: str
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None
    verwijderd: bool = False


@dataclass(frozen=True, slots=True)
class Contractafspraak:
    """What a contract says about one product in one delivery month.

    Tarief is eurocents per eenheid (None for eenheid 83). An uurtarief in eurocents is kept beside it when
    the product is agreed per hour and declared in minutes, because the amount is computed from it (IV081).
    """

    contract: str
    versie: int
    categorie: str
    code: str
    eenheid: str
    tarief: int | None
    uurtarief: int | None = None
    tarief_type: Literal["vast", "maximum"] = "vast"


@dataclass(frozen=True, slots=True)
class Verbruik:
    """What is approved and not credited on one toewijzing.

    Volume is in minutes where the toewijzing is in uren (04), else in its own eenheid; bedrag is the sum of
    IngediendBedrag in eurocents.
    """

    volume: int = 0
    bedrag: int = 0
