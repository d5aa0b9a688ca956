"""TR333: a DeclaratieNummer is used once by an aanbieder.

Bron: informatiemodel iJw 3.2, technische regel TR333.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR333",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9333",
    doelen=(Doel("JW323", jw323.Declaratie, "DeclaratieNummer"),),
    nodig=("declaratie_nummer_gebruikt",),
)
def tr333(declaratie: jw323.Declaratie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when an accepted declaratie of this aanbieder bears the number."""
    if feiten.declaratie_nummer_gebruikt:
        return (Afwijking(f"{declaratie.declaratie_nummer} is al eerder gebruikt", "een nieuw DeclaratieNummer"),)
    return VOLDOET
