"""TR056: the Identificatie of a message is unique per berichtsoort for its sender.

Reading for the DeclaratieIdentificatie of a JW325, which is copied from the JW323: a declaratie is answered once.

Bron: informatiemodel iJw 3.2, technische regel TR056.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import kop
from ijw.feiten import Feiten, NietBeoordeeld
from ijw.regels.kopdoelen import koppen
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel

_DECLARATIE = "DeclaratieIdentificatie/Identificatie"


@regel(
    "TR056",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9056",
    doelen=koppen("BerichtIdentificatie/Identificatie", _DECLARATIE),
    nodig=("identificatie_gebruikt",),
)
def tr056(
    header: kop.VanAanbieder | kop.VanGemeente, doel: Doel, feiten: Feiten
) -> Iterable[Afwijking | NietBeoordeeld]:
    """Give a deviation when an earlier message of this sender bears the Identificatie."""
    if doel.element == _DECLARATIE:
        if feiten.ontbreekt("declaratie") or feiten.declaratie is None:
            return (NietBeoordeeld("de beantwoorde declaratie is niet bekend"),)
        if feiten.declaratie.beantwoord:
            return (Afwijking(f"{doel.lees(header)} is al eerder beantwoord", "een antwoord per declaratie"),)
    elif feiten.identificatie_gebruikt:
        return (Afwijking(f"{doel.lees(header)} is al eerder gebruikt", "een nieuwe Identificatie"),)
    return VOLDOET
