"""TR063: what is deleted (StatusAanlevering 3) was delivered before, with the same key.

Reading: the earlier line must still stand. Deleting it twice is a deviation, for after the first time there
is nothing left to delete.

Bron: informatiemodel iJw 3.2, technische regel TR063, with IV008.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw305, jw307
from ijw.feiten import Feiten
from ijw.regels.aanlevering import VERWIJDEREN, is_aangeleverd
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR063",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9063",
    doelen=(
        Doel("JW305", jw305.StartProduct, "StatusAanlevering"),
        Doel("JW307", jw307.StopProduct, "StatusAanlevering"),
    ),
    nodig=("levering",),
)
def tr063(product: jw305.StartProduct | jw307.StopProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when there is nothing to delete."""
    if product.status_aanlevering == VERWIJDEREN and not is_aangeleverd(product, feiten.levering):
        yield Afwijking(
            "is 3, maar deze aanlevering is niet bekend", "een eerdere aanlevering met dezelfde sleutel"
        )
