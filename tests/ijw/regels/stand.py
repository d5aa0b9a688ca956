"""What is known before a message arrives: starts and stops, toewijzingen and verzoeken, as facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ijw.feiten import Levering, Start, Stop, ToegewezenProduct
from tests.bouwers import AANBIEDER, GEMEENTE

START = Start("45", "45A04", date(2026, 3, 2))
"""The start of the builders."""
EERDERE_START = START._replace(begindatum=date(2026, 1, 5))
GESTART = Levering(frozenset({START}))


def gestopt(reden: str = "31", einddatum: date = date(2026, 3, 31), start: Start = START) -> Levering:
    """Delivery that began and stopped."""
    return Levering(frozenset({start}), frozenset({Stop(start, reden, einddatum)}))


def toewijzing(nummer: int = 1001, **anders: Any) -> ToegewezenProduct:
    """A specifieke toewijzing of 120 minuten per maand, from 2026-03-01 to 2026-12-31."""
    basis = ToegewezenProduct(
        gemeente=GEMEENTE,
        toewijzing_nummer=nummer,
        aanbieder=AANBIEDER,
        categorie="45",
        code="45A04",
        ingangsdatum=date(2026, 3, 1),
        einddatum=date(2026, 12, 31),
        volume=120,
        eenheid="01",
        frequentie="4",
    )
    return replace(basis, **anders)


def toewijzingen(*bekend: ToegewezenProduct) -> dict[int, ToegewezenProduct]:
    """Toewijzingen by ToewijzingNummer."""
    return {een.toewijzing_nummer: een for een in bekend}
