"""CD079: without a Budget a Product."""

from __future__ import annotations

from tests.bouwers import aangevraagd_product, nieuw_product, toegewezen_product
from tests.ijw.regels.gevallen import Geval, toets

test_cd079 = toets(
    "CD079",
    *(
        Geval(bouw(product=None, omvang=None, budget=100), bouw(product=None, omvang=None))
        for bouw in (toegewezen_product, aangevraagd_product, nieuw_product)
    ),
    *(
        Geval(bouw(code=None, omvang=None), bouw(product=None, omvang=None))
        for bouw in (toegewezen_product, aangevraagd_product, nieuw_product)
    ),
)
