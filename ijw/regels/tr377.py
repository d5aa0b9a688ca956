"""TR377: a rejection for the woonplaatsbeginsel (8) names the gemeente that is answerable.

Bron: informatiemodel iJw 3.2, technische regel TR377.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw319
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "TR377",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW319", jw319.Antwoord, "Woonplaatsbeginsel"),),
)
def tr377(antwoord: jw319.Antwoord, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when the Woonplaatsbeginsel is absent."""
    if antwoord.reden_afwijzing_verzoek == "8" and antwoord.woonplaatsbeginsel is None:
        yield Afwijking("ontbreekt bij RedenAfwijzingVerzoek 8", "de gemeente volgens het woonplaatsbeginsel")
