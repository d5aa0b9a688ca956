"""TR355: an answer is about a verzoek of the aanbieder it is sent to.

Bron: informatiemodel iJw 3.2, technische regel TR355.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw319
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR355",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9355",
    doelen=(Doel("JW319", jw319.Antwoord, "ReferentieAanbieder"),),
    nodig=("verzoek",),
)
def tr355(antwoord: jw319.Antwoord, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when no verzoek has the ReferentieAanbieder."""
    if feiten.verzoek is None:
        yield Afwijking(
            f"{antwoord.referentie_aanbieder} is niet bekend", "de ReferentieAanbieder van een eerder verzoek"
        )
