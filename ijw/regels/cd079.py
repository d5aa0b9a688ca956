"""CD079: only with a Budget may the Product be left out (generiek).

Bron: informatiemodel iJw 3.2, conditie CD079.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301, jw315, jw317
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel

_Product = jw301.ToegewezenProduct | jw315.AangevraagdProduct | jw317.NieuwProduct


@regel(
    "CD079",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW301", jw301.ToegewezenProduct, "Product"),
        Doel("JW315", jw315.AangevraagdProduct, "Product"),
        Doel("JW317", jw317.NieuwProduct, "Product"),
    ),
)
def cd079(product: _Product, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when both Product and Budget are empty."""
    if product.budget is None and product.product is None:
        yield Afwijking("is leeg zonder Budget", "een Product")
