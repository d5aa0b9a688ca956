"""TR337: a declaratie-antwoord names a JW323 that was sent, by Identificatie and Dagtekening.

The rule has no retourcode, for nothing is sent back on a JW325: the finding is for whoever receives it.

Bron: informatiemodel iJw 3.2, technische regel TR337.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw325
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR337",
    niveau=BERICHTOVERSTIJGEND,
    retourcode=None,
    doelen=(Doel("JW325", jw325.Header, "DeclaratieIdentificatie"),),
    nodig=("declaratie",),
)
def tr337(header: jw325.Header, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when there is no such JW323, or it bears another Dagtekening."""
    kenmerk = header.declaratie_identificatie
    if feiten.declaratie is None:
        yield Afwijking(f"{kenmerk.identificatie} is niet bekend", "de Identificatie van een verzonden declaratie")
    elif kenmerk != feiten.declaratie.identificatie:
        yield Afwijking(
            f"{kenmerk.dagtekening}",
            f"{feiten.declaratie.identificatie.dagtekening}, de Dagtekening van de declaratie",
            "DeclaratieIdentificatie/Dagtekening",
        )
