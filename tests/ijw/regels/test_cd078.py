"""CD078: no Budget beside an Omvang."""

from __future__ import annotations

from tests.bouwers import aangevraagd_product, nieuw_product, te_wijzigen_product, toegewezen_product
from tests.ijw.regels.gevallen import Geval, toets

test_cd078 = toets(
    "CD078",
    *(
        Geval(bouw(), bouw(budget=100), ook=("CD077",))
        for bouw in (toegewezen_product, aangevraagd_product, nieuw_product, te_wijzigen_product)
    ),
)
