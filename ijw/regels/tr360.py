"""TR360: that a verzoek is being looked into (VerzoekAntwoord 2) is only ever the first answer to it.

The answer to an unknown verzoek is judged by TR355; here there is no earlier answer.

Bron: informatiemodel iJw 3.2, technische regel TR360.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw319
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR360",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9360",
    doelen=(Doel("JW319", jw319.Antwoord),),
    nodig=("verzoek",),
)
def tr360(antwoord: jw319.Antwoord, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation for such an answer after another one."""
    if antwoord.verzoek_antwoord == "2" and feiten.verzoek is not None and feiten.verzoek.antwoorden:
        yield Afwijking("is 2, terwijl al eerder is geantwoord", "1 of een toewijzing", "VerzoekAntwoord")
