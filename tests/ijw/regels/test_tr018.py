"""TR018: a stop on the day of the start is allowed, a day before it is not."""

from __future__ import annotations

from datetime import date

from tests.bouwers import stop_product
from tests.ijw.regels.gevallen import Geval, toets

test_tr018 = toets(
    "TR018",
    Geval(stop_product(einddatum=date(2026, 3, 2)), stop_product(einddatum=date(2026, 3, 1))),
)
