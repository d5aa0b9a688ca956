"""CS325: an amount of nothing is debet.

Bron: informatiemodel iJw 3.2, constraint CS325.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ijw.berichten import jw323, jw325
from ijw.regels.regel import BERICHT, VOLDOET, Afwijking, Doel, Samenhang, regel


def _bedrag(obj: Any, doel: Doel) -> int:
    match doel.element:
        case "TotaalIngediendBedrag/DebetCredit":
            bedrag: int = obj.totaal_ingediend_bedrag.totaal_bedrag
        case "TotaalToegekendBedrag/DebetCredit":
            bedrag = obj.totaal_toegekend_bedrag.totaal_bedrag
        case _:
            bedrag = obj.ingediend_bedrag.bedrag
    return bedrag


@regel(
    "CS325",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW323", jw323.Declaratie, "TotaalIngediendBedrag/DebetCredit"),
        Doel("JW323", jw323.Prestatie, "IngediendBedrag/DebetCredit"),
        Doel("JW325", jw325.DeclaratieAntwoord, "TotaalIngediendBedrag/DebetCredit"),
        Doel("JW325", jw325.DeclaratieAntwoord, "TotaalToegekendBedrag/DebetCredit"),
        Doel("JW325", jw325.Prestatie, "IngediendBedrag/DebetCredit"),
    ),
)
def cs325(obj: Any, doel: Doel, samenhang: Samenhang) -> Iterable[Afwijking]:
    """Give a deviation for a credit of 0."""
    if doel.lees(obj) == "D" or _bedrag(obj, doel) != 0:
        return VOLDOET
    return (Afwijking("is C bij een bedrag van 0", "D"),)
