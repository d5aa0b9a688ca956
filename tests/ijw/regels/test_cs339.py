"""CS339: in euro's the amount is the volume."""

from __future__ import annotations

from tests.bouwers import prestatie
from tests.ijw.regels.gevallen import Geval, toets


def _euros(volume):
    return prestatie(eenheid="83", geleverd_volume=volume, product_tarief=None)


test_cs339 = toets(
    "CS339",
    Geval(_euros(11_760), _euros(11_761)),
    Geval(prestatie(eenheid="82", geleverd_volume=11_761), _euros(11_761)),
)
