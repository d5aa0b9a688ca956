"""TR385: a toewijzing with an approved, uncredited prestatie is not removed (RedenWijziging 13).

Bron: informatiemodel iJw 3.2, technische regel TR385.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel

_VERWIJDERD = "13"


@regel(
    "TR385",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9385",
    doelen=(Doel("JW301", jw301.ToegewezenProduct),),
    nodig=("heeft_goedgekeurde",),
)
def tr385(product: jw301.ToegewezenProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when something was paid on a toewijzing that is to be removed."""
    if product.reden_wijziging == _VERWIJDERD and feiten.heeft_goedgekeurde:
        yield Afwijking(
            "is verwijderd (13), maar er is op gedeclareerd", "eerst een creditering", "RedenWijziging"
        )
