"""TR380: the day after the Dagtekening is allowed, the Dagtekening itself is not."""

from __future__ import annotations

from datetime import date

from tests.bouwers import DAGTEKENING, nieuw_product
from tests.ijw.regels.gevallen import Geval, toets

test_tr380 = toets(
    "TR380",
    Geval(
        nieuw_product(gewenste_ingangsdatum=date(2026, 4, 4)),
        nieuw_product(gewenste_ingangsdatum=DAGTEKENING),
    ),
)
