"""TR386: a product is asked for twice in a message only when the periods do not overlap.

Only the products of this message are compared; toewijzingen that exist already are outside it.
What counts as the same product: `ijw.regels.stapeling`.

Bron: informatiemodel iJw 3.2, technische regel TR386.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ijw.berichten import jw315
from ijw.regels.regel import BERICHT, EIGEN, Afwijking, Doel, Kenmerk, Samenhang, Voorkomen, regel
from ijw.regels.stapeling import Tijdvak, overlappingen


def _elk(product: jw315.AangevraagdProduct, doel: Doel, samenhang: Samenhang) -> Iterable[Kenmerk]:
    return (("product", EIGEN),)


def _tijdvak(product: jw315.AangevraagdProduct) -> Tijdvak:
    return Tijdvak(product.product, product.toewijzing_ingangsdatum, product.toewijzing_einddatum)


@regel(
    "TR386",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW315", jw315.AangevraagdProduct),),
    kenmerk=_elk,
)
def tr386(voorkomens: Sequence[Voorkomen]) -> Iterator[tuple[Voorkomen, Afwijking]]:
    """Yield a deviation for the later one of two products that overlap."""
    return overlappingen(voorkomens, _tijdvak)
