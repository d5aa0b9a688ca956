"""What every use case works with: the database, the keys, the settings and the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine

from backoffice.contracts.afspraken import Afspraken
from backoffice.contracts.model import Contract
from backoffice.cost_routing.routering import Dragerafspraken
from backoffice.kalender import Kalender
from backoffice.settlement.betalen import BETAALTERMIJN
from backoffice.storage.paren import Paar
from backoffice.toegang.aanmelding import Aanmeldregels
from backoffice.versleuteling import Kluis
from ijw.bron import STANDAARD_LIMIET

TWENTE = (
    "0141",
    "0147",
    "0153",
    "0158",
    "0163",
    "0164",
    "0168",
    "0173",
    "0183",
    "0189",
    "1700",
    "1735",
    "1742",
    "1774",
)


@dataclass(frozen=True, slots=True)
class Instellingen:
    """What an organisation sets: for which gemeenten it works, the XsdVersie it writes, the largest message.

    `limiet` is in bytes, None for no limit. A debt is paid `betaaltermijn` days after approval, a payment is not
    smaller than `minimum` eurocents, and a new IBAN may be used `afkoeling` days after it was confirmed. Runs that
    had nothing to do are kept for `bewaar_runs` days.
    """

    gemeenten: frozenset[str] = frozenset(TWENTE)
    xsd_versie: str = "1.0.0"
    limiet: int | None = STANDAARD_LIMIET
    betaaltermijn: int = BETAALTERMIJN
    minimum: int = 0
    afkoeling: int = 5
    aanmelden: Aanmeldregels = field(default_factory=Aanmeldregels)
    bewaar_runs: int = 14


@dataclass(slots=True)
class Werkplek:
    """One open back office.

    `afspraken` and `contracten` are remembered per aanbieder, `dragerafspraken` for all, each beside the
    stempel of what it was read from; every use looks whether that is still the stempel of the database.
    `sommen` holds in the same way what `services/onthouden.py` added up, by what it was and of which period.
    """

    engine: Engine
    kluis: Kluis
    instellingen: Instellingen = Instellingen()
    kalender: Kalender = field(default_factory=Kalender)
    afspraken: dict[str | None, tuple[object, Afspraken]] = field(default_factory=dict)
    contracten: dict[str | None, tuple[object, list[Contract]]] = field(default_factory=dict)
    dragerafspraken: tuple[object, Dragerafspraken] | None = None
    sommen: dict[object, Mapping[Paar, tuple[int, Any]]] = field(default_factory=dict)
