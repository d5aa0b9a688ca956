"""TR135: the Dagtekening of a message is not in the future, nor that of the declaratie a JW325 answers.

Bron: informatiemodel iJw 3.2, technische regel TR135.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import kop
from ijw.feiten import Feiten
from ijw.regels.kopdoelen import koppen
from ijw.regels.regel import EXTERNE_BRON, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR135",
    niveau=EXTERNE_BRON,
    retourcode="8848",
    doelen=koppen("BerichtIdentificatie/Dagtekening", "DeclaratieIdentificatie/Dagtekening"),
    nodig=("vandaag",),
)
def tr135(header: kop.VanAanbieder | kop.VanGemeente, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the Dagtekening is after the day of receipt."""
    dagtekening = doel.lees(header)
    if dagtekening > feiten.vandaag:
        return (Afwijking(f"{dagtekening}", f"uiterlijk {feiten.vandaag}, de dag van ontvangst"),)
    return VOLDOET
