"""CS058: a start or stop is new (1) or removed (3), never changed.

Bron: informatiemodel iJw 3.2, constraint CS058.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw305, jw307
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CS058",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW305", jw305.StartProduct, "StatusAanlevering"),
        Doel("JW307", jw307.StopProduct, "StatusAanlevering"),
    ),
)
def cs058(
    product: jw305.StartProduct | jw307.StopProduct, doel: Doel, samenhang: Samenhang
) -> Iterator[Afwijking]:
    """Yield a deviation for another StatusAanlevering."""
    if product.status_aanlevering not in ("1", "3"):
        yield Afwijking(f"is {product.status_aanlevering}", "1 of 3")
