"""CS058: 1 and 3 are allowed, 2 and 9 are not."""

from __future__ import annotations

from tests.bouwers import start_product, stop_product
from tests.ijw.regels.gevallen import Geval, toets

test_cs058 = toets(
    "CS058",
    *(
        Geval(bouw(status_aanlevering=goed), bouw(status_aanlevering=fout))
        for bouw in (start_product, stop_product)
        for goed, fout in (("1", "2"), ("3", "9"))
    ),
)
