"""TR415: what stopped for good does not stop again.

After a new start, which has another Begindatum, it can.

Bron: informatiemodel iJw 3.2, technische regel TR415.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw307
from ijw.feiten import Feiten
from ijw.regels.aanlevering import TIJDELIJK, VERWIJDEREN
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR415",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9415",
    doelen=(Doel("JW307", jw307.StopProduct),),
    nodig=("levering",),
)
def tr415(product: jw307.StopProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when a stop for another reason than 20 stands."""
    if product.status_aanlevering == VERWIJDEREN:
        return
    for stop in feiten.levering.stops_vanaf(product.begindatum):
        if stop.reden != TIJDELIJK:
            yield Afwijking(f"de levering is al gestopt op {stop.einddatum}", "een stop van wat nog loopt")
            return
