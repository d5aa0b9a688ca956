"""TR382: a stop repeats the key of the start that it ends.

The key is ToewijzingNummer, Product and Begindatum; ToewijzingIngangsdatum is no part of it.

Bron: informatiemodel iJw 3.2, technische regel TR382 (retourcode 9069).
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw307
from ijw.feiten import Feiten
from ijw.regels.aanlevering import VERWIJDEREN, start_van
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR382",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9069",
    doelen=(Doel("JW307", jw307.StopProduct),),
    nodig=("levering",),
)
def tr382(product: jw307.StopProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when no start with the same key stands."""
    if product.status_aanlevering != VERWIJDEREN and start_van(product) not in feiten.levering.starts:
        yield Afwijking(
            f"met Begindatum {product.begindatum} hoort bij geen bekende start",
            "ToewijzingNummer, Product en Begindatum van de start",
        )
