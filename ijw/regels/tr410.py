"""TR410: a product is asked for twice in a message only when the periods do not overlap.

Only new products are compared with each other; TR361 compares them with the toewijzingen that exist.
What counts as the same product: `ijw.regels.stapeling`.

Bron: informatiemodel iJw 3.2, technische regel TR410.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ijw.berichten import jw317
from ijw.regels.regel import BERICHT, EIGEN, Afwijking, Doel, Kenmerk, Samenhang, Voorkomen, regel
from ijw.regels.stapeling import Tijdvak, overlappingen


def _elk(product: jw317.NieuwProduct, doel: Doel, samenhang: Samenhang) -> Iterable[Kenmerk]:
    return (("product", EIGEN),)


def _tijdvak(product: jw317.NieuwProduct) -> Tijdvak:
    return Tijdvak(product.product, product.gewenste_ingangsdatum, product.einddatum)


@regel(
    "TR410",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW317", jw317.NieuwProduct),),
    kenmerk=_elk,
)
def tr410(voorkomens: Sequence[Voorkomen]) -> Iterator[tuple[Voorkomen, Afwijking]]:
    """Yield a deviation for the later one of two products that overlap."""
    return overlappingen(voorkomens, _tijdvak)
