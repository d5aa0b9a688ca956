"""CS337: begin and end in one month of one year."""

from __future__ import annotations

from datetime import date

from tests.bouwers import prestatie
from tests.ijw.regels.gevallen import Geval, toets

test_cs337 = toets(
    "CS337",
    Geval(
        prestatie(begindatum=date(2026, 3, 31), einddatum=date(2026, 3, 31)),
        prestatie(begindatum=date(2026, 3, 31), einddatum=date(2026, 4, 1)),
    ),
    Geval(
        prestatie(begindatum=date(2026, 3, 1), einddatum=date(2026, 3, 31)),
        prestatie(begindatum=date(2025, 3, 1), einddatum=date(2026, 3, 31)),
    ),
)
