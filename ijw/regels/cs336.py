"""CS336: RedenWijziging 01 is no longer used.

Bron: informatiemodel iJw 3.2, constraint CS336.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CS336",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW301", jw301.ToegewezenProduct, "RedenWijziging"),),
)
def cs336(product: jw301.ToegewezenProduct, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for the lapsed reason."""
    if product.reden_wijziging == "01":
        yield Afwijking("is 01 (vervallen)", "een andere reden, of leeg")
