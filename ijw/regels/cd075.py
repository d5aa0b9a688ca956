"""CD075: a product with a Budget has an Einddatum.

Bron: informatiemodel iJw 3.2, conditie CD075.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301, jw315, jw317
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel

_Product = jw301.ToegewezenProduct | jw315.AangevraagdProduct | jw317.NieuwProduct | jw317.TeWijzigenProduct


@regel(
    "CD075",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW301", jw301.ToegewezenProduct, "Einddatum"),
        Doel("JW315", jw315.AangevraagdProduct, "ToewijzingEinddatum"),
        Doel("JW317", jw317.NieuwProduct, "Einddatum"),
        Doel("JW317", jw317.TeWijzigenProduct, "Einddatum"),
    ),
)
def cd075(product: _Product, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for an open-ended product with a Budget."""
    if product.budget is not None and doel.lees(product) is None:
        yield Afwijking("is leeg bij een gevuld Budget", "een einddatum")
