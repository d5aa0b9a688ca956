"""CS338: not per day, unless it ended in 2020 at the latest."""

from __future__ import annotations

from datetime import date

from tests.bouwers import nieuw_product, te_wijzigen_product, toegewezen_product
from tests.ijw.regels.gevallen import Geval, toets

OUD = date(2020, 1, 1)


def _met(bouw, eenheid, frequentie, **afwijking):
    return bouw(eenheid=eenheid, frequentie=frequentie, **afwijking)


test_cs338 = toets(
    "CS338",
    *(
        Geval(_met(bouw, eenheid, goed), _met(bouw, eenheid, "1"))
        for bouw in (toegewezen_product, nieuw_product, te_wijzigen_product)
        for eenheid, goed in (("14", "2"), ("16", "4"), ("83", "6"), ("84", "2"))
    ),
    *(
        Geval(_met(bouw, eenheid, "1"), _met(bouw, "14", "1"))
        for bouw in (toegewezen_product, nieuw_product, te_wijzigen_product)
        for eenheid in ("01", "04", "82")
    ),
    Geval(
        _met(toegewezen_product, "14", "1", ingangsdatum=OUD, einddatum=date(2020, 12, 31)),
        _met(toegewezen_product, "14", "1", ingangsdatum=OUD, einddatum=date(2021, 1, 1)),
    ),
    Geval(
        _met(toegewezen_product, "14", "4", einddatum=None),
        _met(toegewezen_product, "14", "1", einddatum=None),
    ),
)
