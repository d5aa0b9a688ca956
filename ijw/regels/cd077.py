"""CD077: a product with a Budget has no Omvang.

CD078 says the same the other way round, so a product with both breaks both.

Bron: informatiemodel iJw 3.2, conditie CD077.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301, jw315, jw317
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel

_Product = jw301.ToegewezenProduct | jw315.AangevraagdProduct | jw317.NieuwProduct | jw317.TeWijzigenProduct


@regel(
    "CD077",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW301", jw301.ToegewezenProduct, "Omvang"),
        Doel("JW315", jw315.AangevraagdProduct, "Omvang"),
        Doel("JW317", jw317.NieuwProduct, "Omvang"),
        Doel("JW317", jw317.TeWijzigenProduct, "Omvang"),
    ),
)
def cd077(product: _Product, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for an Omvang beside a Budget."""
    if product.budget is not None and product.omvang is not None:
        yield Afwijking("is gevuld naast Budget", "leeg")
