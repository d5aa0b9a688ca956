"""CS335: a toewijzing is removed (13) by ending it on its first day.

An empty Einddatum is not equal to the Ingangsdatum. The other way round is allowed: a toewijzing may last one day.

Bron: informatiemodel iJw 3.2, constraint CS335.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CS335",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW301", jw301.ToegewezenProduct, "RedenWijziging"),),
)
def cs335(product: jw301.ToegewezenProduct, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for a removed toewijzing that keeps a period."""
    if product.reden_wijziging == "13" and product.einddatum != product.ingangsdatum:
        yield Afwijking(
            f"is 13 (verwijderd) bij Einddatum {product.einddatum or 'leeg'}",
            f"Einddatum gelijk aan Ingangsdatum {product.ingangsdatum}",
        )
