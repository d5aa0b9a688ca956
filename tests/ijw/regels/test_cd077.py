"""CD077: no Omvang beside a Budget."""

from __future__ import annotations

from tests.bouwers import aangevraagd_product, nieuw_product, te_wijzigen_product, toegewezen_product
from tests.ijw.regels.gevallen import Geval, toets

GENERIEK = (
    (toegewezen_product, {"product": None}),
    (aangevraagd_product, {"product": None}),
    (nieuw_product, {"product": None}),
    (te_wijzigen_product, {}),
)


test_cd077 = toets(
    "CD077",
    *(
        Geval(bouw(budget=None), bouw(budget=100), ook=("CD078",))
        for bouw in (toegewezen_product, aangevraagd_product, nieuw_product, te_wijzigen_product)
    ),
    *(Geval(bouw(budget=0, omvang=None, **product), bouw(budget=0), ook=("CD078",)) for bouw, product in GENERIEK),
)
