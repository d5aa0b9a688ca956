"""TR414: a later stop of the same delivery ends on or after the earlier one.

The text has no StatusAanlevering, as TR413 and TR415 have. Reading: a line that deletes is passed over, for
TR063 says nothing else is held against it.

Bron: informatiemodel iJw 3.2, technische regel TR414.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw307
from ijw.feiten import Feiten
from ijw.regels.aanlevering import VERWIJDEREN
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR414",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9414",
    doelen=(Doel("JW307", jw307.StopProduct),),
    nodig=("levering",),
)
def tr414(product: jw307.StopProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when the stop would end before the one that stands."""
    stops = feiten.levering.stops_vanaf(product.begindatum)
    if product.status_aanlevering != VERWIJDEREN and stops and product.einddatum < stops[-1].einddatum:
        eerder = stops[-1].einddatum
        yield Afwijking(
            f"{product.einddatum}", f"{eerder} of later, de Einddatum van de eerdere stop", "Einddatum"
        )
