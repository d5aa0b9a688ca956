"""CD041: with a Code an Omvang."""

from __future__ import annotations

from tests.bouwers import aangevraagd_product, nieuw_product, toegewezen_product
from tests.ijw.regels.gevallen import Geval, toets

test_cd041 = toets(
    "CD041",
    *(Geval(bouw(), bouw(omvang=None)) for bouw in (toegewezen_product, aangevraagd_product, nieuw_product)),
    *(
        Geval(bouw(omvang=None, code=None), bouw(omvang=None))
        for bouw in (toegewezen_product, aangevraagd_product, nieuw_product)
    ),
    *(
        Geval(bouw(omvang=None, product=None, budget=100), bouw(omvang=None, budget=100))
        for bouw in (toegewezen_product, aangevraagd_product, nieuw_product)
    ),
)
