"""CS336: 01 is not used."""

from __future__ import annotations

from tests.bouwers import toegewezen_product
from tests.ijw.regels.gevallen import Geval, toets

test_cs336 = toets(
    "CS336",
    Geval(toegewezen_product(reden_wijziging="02"), toegewezen_product(reden_wijziging="01")),
    Geval(toegewezen_product(reden_wijziging=None), toegewezen_product(reden_wijziging="01")),
)
