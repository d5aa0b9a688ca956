"""CD078: a product with an Omvang has no Budget.

CD077 says the same the other way round, so a product with both breaks both.

Bron: informatiemodel iJw 3.2, conditie CD078.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301, jw315, jw317
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel

_Product = jw301.ToegewezenProduct | jw315.AangevraagdProduct | jw317.NieuwProduct | jw317.TeWijzigenProduct


@regel(
    "CD078",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW301", jw301.ToegewezenProduct, "Budget"),
        Doel("JW315", jw315.AangevraagdProduct, "Budget"),
        Doel("JW317", jw317.NieuwProduct, "Budget"),
        Doel("JW317", jw317.TeWijzigenProduct, "Budget"),
    ),
)
def cd078(product: _Product, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for a Budget beside an Omvang."""
    if product.omvang is not None and product.budget is not None:
        yield Afwijking("is gevuld naast Omvang", "leeg")
