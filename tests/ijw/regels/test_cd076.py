"""CD076: per week an Einddatum."""

from __future__ import annotations

from tests.bouwers import aangevraagd_product, nieuw_product, te_wijzigen_product, toegewezen_product
from tests.ijw.regels.gevallen import Geval, toets


def _zonder_einde(bouw, **afwijking):
    veld = "toewijzing_einddatum" if bouw is aangevraagd_product else "einddatum"
    return bouw(**{veld: None}, **afwijking)


test_cd076 = toets(
    "CD076",
    Geval(te_wijzigen_product(omvang=None), _zonder_einde(te_wijzigen_product, frequentie="2")),
    *(
        Geval(_zonder_einde(bouw, frequentie="4"), _zonder_einde(bouw, frequentie="2"))
        for bouw in (toegewezen_product, aangevraagd_product, nieuw_product, te_wijzigen_product)
    ),
    *(
        Geval(bouw(frequentie="2"), _zonder_einde(bouw, frequentie="2"))
        for bouw in (toegewezen_product, aangevraagd_product, nieuw_product, te_wijzigen_product)
    ),
)
