"""CD075: with a Budget an Einddatum."""

from __future__ import annotations

from tests.bouwers import aangevraagd_product, nieuw_product, te_wijzigen_product, toegewezen_product
from tests.ijw.regels.gevallen import Geval, toets

BOUWERS = (
    (toegewezen_product, {"product": None}),
    (aangevraagd_product, {"product": None}),
    (nieuw_product, {"product": None}),
    (te_wijzigen_product, {}),
)


def _zonder_einde(bouw, **afwijking):
    veld = "toewijzing_einddatum" if bouw is aangevraagd_product else "einddatum"
    return bouw(**{veld: None}, **afwijking)


test_cd075 = toets(
    "CD075",
    *(
        Geval(
            bouw(omvang=None, **zonder_code, budget=100),
            _zonder_einde(bouw, omvang=None, **zonder_code, budget=100),
        )
        for bouw, zonder_code in BOUWERS
    ),
    *(
        Geval(_zonder_einde(bouw), _zonder_einde(bouw, omvang=None, **zonder_code, budget=100))
        for bouw, zonder_code in BOUWERS
    ),
)
