"""TR352: a verzoek om wijziging holds at least one product that is assigned already.

Bron: informatiemodel iJw 3.2, technische regel TR352.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw317
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "TR352",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW317", jw317.Verzoek),),
)
def tr352(verzoek: jw317.Verzoek, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when only new products are asked for."""
    if not verzoek.ongewijzigde_producten and not verzoek.te_wijzigen_producten:
        yield Afwijking("heeft geen OngewijzigdProduct en geen TeWijzigenProduct", "ten minste een van beide")
