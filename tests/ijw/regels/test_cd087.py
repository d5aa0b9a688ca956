"""CD087: a ProductTarief, except in euro's."""

from __future__ import annotations

from tests.bouwers import prestatie
from tests.ijw.regels.gevallen import Geval, toets


def _euros(**afwijking):
    return prestatie(eenheid="83", geleverd_volume=11_760, **afwijking)


test_cd087 = toets(
    "CD087",
    *(
        Geval(prestatie(eenheid=eenheid), prestatie(eenheid=eenheid, product_tarief=None))
        for eenheid in ("01", "04", "14", "16", "82", "84")
    ),
    Geval(_euros(product_tarief=None), _euros(product_tarief=0)),
)
