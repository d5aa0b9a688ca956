"""TR074: a first delivery (StatusAanlevering 1) has a key that no earlier message used.

Reading: a line that was deleted frees its key, for IV008 has a correction outside the key sent again in a later
message. Within the message TR101 guards the key.

Bron: informatiemodel iJw 3.2, technische regel TR074, with IV008.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw305, jw307
from ijw.feiten import Feiten
from ijw.regels.aanlevering import EERSTE, is_aangeleverd
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR074",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9074",
    doelen=(
        Doel("JW305", jw305.StartProduct),
        Doel("JW307", jw307.StopProduct),
    ),
    nodig=("levering",),
)
def tr074(product: jw305.StartProduct | jw307.StopProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when the same line stands already."""
    if product.status_aanlevering == EERSTE and is_aangeleverd(product, feiten.levering):
        yield Afwijking("is al eerder aangeleverd", "een nieuwe aanlevering")
