"""TR357: a change that is not wanted from the future on is wanted from the first day of the toewijzing.

Bron: informatiemodel iJw 3.2, technische regel TR357.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw317
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR357",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9357",
    doelen=(Doel("JW317", jw317.TeWijzigenProduct, "GewensteIngangsdatum"),),
    nodig=(
        "toewijzing",
        "dagtekening",
    ),
)
def tr357(product: jw317.TeWijzigenProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation for another day up to and including the Dagtekening."""
    gewenst, ingang = product.gewenste_ingangsdatum, feiten.toewijzing.ingangsdatum
    if gewenst <= feiten.dagtekening and gewenst != ingang:
        yield Afwijking(f"{gewenst}", f"{ingang}, de ingangsdatum, of een dag na Dagtekening {feiten.dagtekening}")
