"""TR411: what changes of a toewijzing with a ProductCode has an Omvang.

Bron: informatiemodel iJw 3.2, technische regel TR411.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw317
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR411",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9411",
    doelen=(Doel("JW317", jw317.TeWijzigenProduct, "Omvang"),),
    nodig=("toewijzing",),
)
def tr411(product: jw317.TeWijzigenProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when the Omvang is missing."""
    if feiten.toewijzing.code is not None and product.omvang is None:
        yield Afwijking(f"ontbreekt bij een toewijzing met Code {feiten.toewijzing.code}", "een Omvang")
