"""CD043: a product with a BeschikkingNummer has a BeschikkingIngangsdatum, one without has none.

Bron: informatiemodel iJw 3.2, conditie CD043.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw315
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CD043",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW315", jw315.AangevraagdProduct, "BeschikkingIngangsdatum"),),
)
def cd043(product: jw315.AangevraagdProduct, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when number and date of the beschikking do not go together."""
    nummer, datum = product.beschikking_nummer, product.beschikking_ingangsdatum
    if nummer is not None and datum is None:
        yield Afwijking("is leeg bij een BeschikkingNummer", "de eerste dag van de beschikking")
    elif nummer is None and datum is not None:
        yield Afwijking(f"is {datum} zonder BeschikkingNummer", "leeg")
