"""TR409: only a rejection for the woonplaatsbeginsel (8) names another gemeente.

Reading: an empty reason is not 8 either, so an answer without reason names no gemeente.

Bron: informatiemodel iJw 3.2, technische regel TR409.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw319
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "TR409",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW319", jw319.Antwoord, "Woonplaatsbeginsel"),),
)
def tr409(antwoord: jw319.Antwoord, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when there is a Woonplaatsbeginsel with another reason, or with none."""
    reden = antwoord.reden_afwijzing_verzoek
    if reden != "8" and antwoord.woonplaatsbeginsel is not None:
        yield Afwijking(
            f"is gevuld bij RedenAfwijzingVerzoek {reden}" if reden else "is gevuld zonder RedenAfwijzingVerzoek",
            "geen Woonplaatsbeginsel",
        )
