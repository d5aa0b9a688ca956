"""TR353: a verzoek om wijziging holds at least one product that changes or is new.

Bron: informatiemodel iJw 3.2, technische regel TR353.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw317
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "TR353",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW317", jw317.Verzoek),),
)
def tr353(verzoek: jw317.Verzoek, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when everything stays as it is."""
    if not verzoek.te_wijzigen_producten and not verzoek.nieuwe_producten:
        yield Afwijking("heeft geen TeWijzigenProduct en geen NieuwProduct", "ten minste een van beide")
