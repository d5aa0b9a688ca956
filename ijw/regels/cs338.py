"""CS338: etmalen, dagdelen, euro's and stuks (inspanning) after 2020 are not counted per day.

Bron: informatiemodel iJw 3.2, constraint CS338.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301, jw317
from ijw.regels.omvang import frequentie_past_niet
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel

_Product = jw301.ToegewezenProduct | jw317.NieuwProduct | jw317.TeWijzigenProduct


@regel(
    "CS338",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW301", jw301.ToegewezenProduct, "Omvang"),
        Doel("JW317", jw317.NieuwProduct, "Omvang"),
        Doel("JW317", jw317.TeWijzigenProduct, "Omvang"),
    ),
)
def cs338(product: _Product, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for a Frequentie other than week, maand or totaal."""
    return frequentie_past_niet(product.omvang, product.einddatum)
