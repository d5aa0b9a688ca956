"""TR365: after a rejection of a verzoek no other answer follows.

The rule reads: an earlier answer said 2 (being looked into). A second answer 2 is for TR360.

Bron: informatiemodel iJw 3.2, technische regel TR365.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw319
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR365",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9365",
    doelen=(Doel("JW319", jw319.Antwoord),),
    nodig=("verzoek",),
)
def tr365(antwoord: jw319.Antwoord, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when the verzoek was rejected before."""
    if feiten.verzoek is not None and feiten.verzoek.afgewezen:
        yield Afwijking("het verzoek is al afgewezen", "geen antwoord na een afwijzing", "ReferentieAanbieder")
