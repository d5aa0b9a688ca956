"""TR380: a new product is asked for from a day after the Dagtekening.

Bron: informatiemodel iJw 3.2, technische regel TR380.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw317
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "TR380",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW317", jw317.NieuwProduct, "GewensteIngangsdatum"),),
)
def tr380(product: jw317.NieuwProduct, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when the product is wanted from the Dagtekening or earlier."""
    if product.gewenste_ingangsdatum <= samenhang.dagtekening:
        yield Afwijking(f"is {product.gewenste_ingangsdatum}", f"een dag na Dagtekening {samenhang.dagtekening}")
