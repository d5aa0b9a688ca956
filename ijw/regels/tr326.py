"""TR326: a toewijzing is started only when no earlier start of it runs.

A start runs until a stop with the same key, for good or for a while (OP379), or until it is deleted.

Bron: informatiemodel iJw 3.2, technische regel TR326, with IV008 and OP379.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw305
from ijw.feiten import Feiten
from ijw.regels.aanlevering import VERWIJDEREN
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR326",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9326",
    doelen=(Doel("JW305", jw305.StartProduct),),
    nodig=("levering",),
)
def tr326(product: jw305.StartProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when delivery has begun and not stopped."""
    lopend = feiten.levering.lopend
    if lopend and product.status_aanlevering != VERWIJDEREN:
        begin = max(start.begindatum for start in lopend)
        yield Afwijking(f"terwijl de levering vanaf {begin} nog loopt", "eerst een stop", "Begindatum")
