"""CD043: number and date of the beschikking together or neither."""

from __future__ import annotations

from datetime import date

from tests.bouwers import aangevraagd_product
from tests.ijw.regels.gevallen import Geval, toets


def _met(nummer, ingangsdatum):
    return aangevraagd_product(beschikking_nummer=nummer, beschikking_ingangsdatum=ingangsdatum)


test_cd043 = toets(
    "CD043",
    Geval(_met(12, date(2026, 3, 1)), _met(12, None)),
    Geval(_met(None, None), _met(None, date(2026, 3, 1))),
)
