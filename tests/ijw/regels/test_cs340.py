"""CS340: the first through the last day of a month."""

from __future__ import annotations

from datetime import date

from tests.bouwers import declaratie
from tests.ijw.regels.gevallen import Geval, toets

test_cs340 = toets(
    "CS340",
    *(
        Geval(declaratie(begindatum=begin, einddatum=eind), declaratie(begindatum=anders, einddatum=einde))
        for begin, eind, anders, einde in (
            (date(2026, 2, 1), date(2026, 2, 28), date(2026, 2, 1), date(2026, 2, 27)),
            (date(2024, 2, 1), date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 28)),
            (date(2026, 3, 1), date(2026, 3, 31), date(2026, 3, 2), date(2026, 3, 31)),
            (date(2026, 3, 1), date(2026, 3, 31), date(2026, 2, 1), date(2026, 3, 31)),
        )
    ),
)
