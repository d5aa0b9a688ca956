"""TR412: what changes of an aspecifieke toewijzing after 2020 has no Omvang.

Reading: the Einddatum is the one that is wanted, as with a new product (CD096); and a toewijzing without any
Product is for TR375, so that one mistake gets one retourcode.

Bron: informatiemodel iJw 3.2, technische regel TR412.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw317
from ijw.feiten import Feiten
from ijw.regels.omvang import na_2020
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR412",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9412",
    doelen=(Doel("JW317", jw317.TeWijzigenProduct, "Omvang"),),
    nodig=("toewijzing",),
)
def tr412(product: jw317.TeWijzigenProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation for an Omvang at a toewijzing with a Categorie alone."""
    toewijzing = feiten.toewijzing
    aspecifiek = toewijzing.categorie is not None and toewijzing.code is None
    if aspecifiek and product.omvang is not None and na_2020(product.einddatum):
        yield Afwijking("is gevuld bij een toewijzing zonder Code", "leeg")
