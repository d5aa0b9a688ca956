"""TR137: a period ends on or after its begin, and not after the Dagtekening of the message.

Consequence: a declaratie is sent on the last day of its DeclaratiePeriode at the earliest.

Bron: informatiemodel iJw 3.2, technische regel TR137.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ijw.berichten import jw323, jw325
from ijw.regels.regel import BERICHT, VOLDOET, Afwijking, Doel, Samenhang, regel


@regel(
    "TR137",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW323", jw323.Declaratie, "DeclaratiePeriode/Einddatum"),
        Doel("JW323", jw323.Prestatie, "ProductPeriode/Einddatum"),
        Doel("JW325", jw325.Prestatie, "ProductPeriode/Einddatum"),
    ),
)
def tr137(obj: Any, doel: Doel, samenhang: Samenhang) -> Iterable[Afwijking]:
    """Give a deviation for an end before the begin or after the Dagtekening."""
    periode = obj.declaratie_periode if doel.klasse is jw323.Declaratie else obj.product_periode
    begin, eind = periode.begindatum, periode.einddatum
    if begin <= eind <= samenhang.dagtekening:
        return VOLDOET
    verwacht = f"vanaf {begin} en uiterlijk Dagtekening {samenhang.dagtekening}"
    return (Afwijking(f"is {eind}", verwacht),)
