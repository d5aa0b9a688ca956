"""CD076: a product assigned per week (2) has an Einddatum.

Bron: informatiemodel iJw 3.2, conditie CD076.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301, jw315, jw317
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel

_Product = jw301.ToegewezenProduct | jw315.AangevraagdProduct | jw317.NieuwProduct | jw317.TeWijzigenProduct


@regel(
    "CD076",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW301", jw301.ToegewezenProduct, "Einddatum"),
        Doel("JW315", jw315.AangevraagdProduct, "ToewijzingEinddatum"),
        Doel("JW317", jw317.NieuwProduct, "Einddatum"),
        Doel("JW317", jw317.TeWijzigenProduct, "Einddatum"),
    ),
)
def cd076(product: _Product, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for an open-ended product per week."""
    if product.omvang is not None and product.omvang.frequentie == "2" and doel.lees(product) is None:
        yield Afwijking("is leeg bij Frequentie 2 (per week)", "een einddatum")
