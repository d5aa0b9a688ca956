"""CD080: a product without Code that runs after 2020 has no Omvang.

Reading: a product that is left out altogether has no Code either.

Bron: informatiemodel iJw 3.2, conditie CD080.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.regels.omvang import omvang_zonder_code
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CD080",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW301", jw301.ToegewezenProduct, "Omvang"),),
)
def cd080(product: jw301.ToegewezenProduct, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for an Omvang at an aspecifiek or generiek product."""
    return omvang_zonder_code(product.omvang, product.product, product.einddatum)
