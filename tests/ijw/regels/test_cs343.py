"""CS343: not per day, unless it ended in 2020 at the latest."""

from __future__ import annotations

from datetime import date

from tests.bouwers import aangevraagd_product
from tests.ijw.regels.gevallen import Geval, toets

OUD = date(2020, 1, 1)


def _met(bouw, eenheid, frequentie, **afwijking):
    return bouw(eenheid=eenheid, frequentie=frequentie, **afwijking)


test_cs343 = toets(
    "CS343",
    *(
        Geval(_met(bouw, eenheid, goed), _met(bouw, eenheid, "1"))
        for bouw in (aangevraagd_product,)
        for eenheid, goed in (("14", "2"), ("16", "4"), ("83", "6"), ("84", "2"))
    ),
    *(
        Geval(_met(bouw, eenheid, "1"), _met(bouw, "14", "1"))
        for bouw in (aangevraagd_product,)
        for eenheid in ("01", "04", "82")
    ),
    Geval(
        _met(aangevraagd_product, "14", "1", toewijzing_ingangsdatum=OUD, toewijzing_einddatum=date(2020, 12, 31)),
        _met(aangevraagd_product, "14", "1", toewijzing_ingangsdatum=OUD, toewijzing_einddatum=date(2021, 1, 1)),
    ),
    Geval(
        _met(aangevraagd_product, "14", "4", toewijzing_einddatum=None),
        _met(aangevraagd_product, "14", "1", toewijzing_einddatum=None),
    ),
)
