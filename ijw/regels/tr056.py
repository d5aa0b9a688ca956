"""TR056: the Identificatie of a message is unique per berichtsoort for its sender.

Bron: informatiemodel iJw 3.2, technische regel TR056.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw301, jw323, jw325
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR056",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9056",
    doelen=(
        Doel("JW301", jw301.Header, "BerichtIdentificatie/Identificatie"),
        Doel("JW323", jw323.Header, "BerichtIdentificatie/Identificatie"),
        Doel("JW325", jw325.Header, "BerichtIdentificatie/Identificatie"),
    ),
    nodig=("identificatie_gebruikt",),
)
def tr056(header: jw301.Header | jw323.Header | jw325.Header, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when an earlier message of this sender bears the Identificatie."""
    if feiten.identificatie_gebruikt:
        return (Afwijking(f"{doel.lees(header)} is al eerder gebruikt", "een nieuwe Identificatie"),)
    return VOLDOET
