"""TR375: what changes of a generieke toewijzing after 2020 has no Omvang.

Reading: the Einddatum is the one that is wanted, as with a new product (CD096).

Bron: informatiemodel iJw 3.2, technische regel TR375.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw317
from ijw.feiten import Feiten
from ijw.regels.omvang import na_2020
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR375",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9375",
    doelen=(Doel("JW317", jw317.TeWijzigenProduct, "Omvang"),),
    nodig=("toewijzing",),
)
def tr375(product: jw317.TeWijzigenProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation for an Omvang at a toewijzing without Product."""
    if feiten.toewijzing.categorie is None and product.omvang is not None and na_2020(product.einddatum):
        yield Afwijking("is gevuld bij een toewijzing zonder Product", "leeg")
