"""CD041: a product with a Code has an Omvang.

Bron: informatiemodel iJw 3.2, conditie CD041.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301, jw315, jw317
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel

_Product = jw301.ToegewezenProduct | jw315.AangevraagdProduct | jw317.NieuwProduct


@regel(
    "CD041",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW301", jw301.ToegewezenProduct, "Omvang"),
        Doel("JW315", jw315.AangevraagdProduct, "Omvang"),
        Doel("JW317", jw317.NieuwProduct, "Omvang"),
    ),
)
def cd041(product: _Product, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for a specifiek product without Omvang."""
    if product.product is not None and product.product.code is not None and product.omvang is None:
        yield Afwijking(f"is leeg bij Code {product.product.code}", "een Omvang")
