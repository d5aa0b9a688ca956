"""TR413: what stopped for a while (RedenBeeindiging 20) does not stop for a while again.

Begindatum tells one period of delivery on a toewijzing from another: after a new start a new temporary stop is
allowed.

Bron: informatiemodel iJw 3.2, technische regel TR413.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw307
from ijw.feiten import Feiten
from ijw.regels.aanlevering import TIJDELIJK, VERWIJDEREN
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR413",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9413",
    doelen=(Doel("JW307", jw307.StopProduct),),
    nodig=("levering",),
)
def tr413(product: jw307.StopProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation for a temporary stop after a temporary stop."""
    if product.status_aanlevering == VERWIJDEREN or product.reden_beeindiging != TIJDELIJK:
        return
    for stop in feiten.levering.stops_vanaf(product.begindatum):
        if stop.reden == TIJDELIJK:
            yield Afwijking(
                f"is 20, terwijl de levering al tijdelijk gestopt is op {stop.einddatum}",
                "een definitieve stop of een nieuwe start",
                "RedenBeeindiging",
            )
            return
