"""TR383: every product of a verzoek om toewijzing has its own ReferentieAanbieder.

The reference is also the whole key of the product, so a repetition is found by TR101 as well.

Bron: informatiemodel iJw 3.2, technische regel TR383.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ijw.berichten import jw315
from ijw.regels.regel import BERICHT, EIGEN, Afwijking, Doel, Kenmerk, Samenhang, Voorkomen, elke_volgende, regel


def _referentie(product: jw315.AangevraagdProduct, doel: Doel, samenhang: Samenhang) -> Iterable[Kenmerk]:
    return ((product.referentie_aanbieder, EIGEN),)


@regel(
    "TR383",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW315", jw315.AangevraagdProduct, "ReferentieAanbieder"),),
    kenmerk=_referentie,
)
def tr383(voorkomens: Sequence[Voorkomen]) -> Iterator[tuple[Voorkomen, Afwijking]]:
    """Yield a deviation for every repetition of a ReferentieAanbieder."""
    return elke_volgende(voorkomens, "is al bij een ander product gebruikt", "een eigen referentie per product")
