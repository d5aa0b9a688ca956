"""CD096: a product without Code that runs after 2020 has no Omvang.

Reading: a product that is left out altogether has no Code either.

Bron: informatiemodel iJw 3.2, conditie CD096.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw317
from ijw.regels.omvang import omvang_zonder_code
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CD096",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW317", jw317.NieuwProduct, "Omvang"),),
)
def cd096(product: jw317.NieuwProduct, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for an Omvang at an aspecifiek or generiek product."""
    return omvang_zonder_code(product.omvang, product.product, product.einddatum)
