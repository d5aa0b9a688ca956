"""TR135: the Dagtekening of a message is not in the future.

Bron: informatiemodel iJw 3.2, technische regel TR135.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw301, jw323, jw325
from ijw.feiten import Feiten
from ijw.regels.regel import EXTERNE_BRON, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR135",
    niveau=EXTERNE_BRON,
    retourcode="8848",
    doelen=(
        Doel("JW301", jw301.Header, "BerichtIdentificatie/Dagtekening"),
        Doel("JW323", jw323.Header, "BerichtIdentificatie/Dagtekening"),
        Doel("JW325", jw325.Header, "BerichtIdentificatie/Dagtekening"),
    ),
    nodig=("vandaag",),
)
def tr135(header: jw301.Header | jw323.Header | jw325.Header, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the Dagtekening is after the day of receipt."""
    dagtekening = doel.lees(header)
    if dagtekening > feiten.vandaag:
        return (Afwijking(f"{dagtekening}", f"uiterlijk {feiten.vandaag}, de dag van ontvangst"),)
    return VOLDOET
