"""TR332: within one gemeente a ToewijzingNummer belongs to one toewijzing.

A later JW301 with the same number changes that toewijzing. What cannot change is whose it is: the same number
for another aanbieder or another cliënt is another toewijzing under a used number.

Bron: informatiemodel iJw 3.2, technische regel TR332.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR332",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9332",
    doelen=(Doel("JW301", jw301.ToegewezenProduct, "ToewijzingNummer"),),
    nodig=("toewijzing_van_ander",),
)
def tr332(product: jw301.ToegewezenProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when the number is in use for another aanbieder or cliënt."""
    if feiten.toewijzing_van_ander:
        yield Afwijking(
            f"{product.toewijzing_nummer} is van een andere cliënt of aanbieder", "een nieuw ToewijzingNummer"
        )
