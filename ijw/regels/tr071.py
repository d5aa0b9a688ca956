"""TR071: a start is not deleted (StatusAanlevering 3) while a stop of it stands.

A temporary stop counts as well. Once the stop is deleted, the start can be.

Bron: informatiemodel iJw 3.2, technische regel TR071.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw305
from ijw.feiten import Feiten
from ijw.regels.aanlevering import VERWIJDEREN, start_van
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR071",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9071",
    doelen=(Doel("JW305", jw305.StartProduct, "StatusAanlevering"),),
    nodig=("levering",),
)
def tr071(product: jw305.StartProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when the start that is to be deleted was stopped."""
    start = start_van(product)
    if product.status_aanlevering == VERWIJDEREN and any(stop.start == start for stop in feiten.levering.stops):
        yield Afwijking("is 3, maar de levering is al gestopt", "eerst het verwijderen van de stop")
