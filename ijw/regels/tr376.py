"""TR376: a declaratie-antwoord bears the DeclaratieNummer of the declaratie that it answers.

Reading: the text wants the number of an earlier declaratie; it is held against the one that the header names
(TR337), since an answer is about one. The rule has no retourcode, for nothing is sent back on a JW325.

Bron: informatiemodel iJw 3.2, technische regel TR376.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw325
from ijw.feiten import Feiten, NietBeoordeeld
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR376",
    niveau=BERICHTOVERSTIJGEND,
    retourcode=None,
    doelen=(Doel("JW325", jw325.DeclaratieAntwoord, "DeclaratieNummer"),),
    nodig=("declaratie",),
)
def tr376(antwoord: jw325.DeclaratieAntwoord, doel: Doel, feiten: Feiten) -> Iterator[Afwijking | NietBeoordeeld]:
    """Yield a deviation when the number is another."""
    if feiten.declaratie is None:
        yield NietBeoordeeld("de beantwoorde declaratie is niet bekend")
    elif antwoord.declaratie_nummer != feiten.declaratie.declaratie_nummer:
        yield Afwijking(antwoord.declaratie_nummer, f"{feiten.declaratie.declaratie_nummer}, als in de declaratie")
