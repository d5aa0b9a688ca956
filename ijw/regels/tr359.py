"""TR359: a verzoek on which a toewijzing was sent gets no answer any more.

The answer to an unknown verzoek is judged by TR355; here there is nothing that came before it.

Bron: informatiemodel iJw 3.2, technische regel TR359.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw319
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR359",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9359",
    doelen=(Doel("JW319", jw319.Antwoord),),
    nodig=("verzoek",),
)
def tr359(antwoord: jw319.Antwoord, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when a JW301 bears the ReferentieAanbieder."""
    if feiten.verzoek is not None and feiten.verzoek.toegewezen:
        yield Afwijking("het verzoek is al toegewezen", "geen antwoord na een toewijzing", "ReferentieAanbieder")
