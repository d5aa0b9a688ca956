"""CD085: a rejected verzoek (1) has a reason.

Bron: informatiemodel iJw 3.2, conditie CD085.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw319
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CD085",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW319", jw319.Antwoord, "RedenAfwijzingVerzoek"),),
)
def cd085(antwoord: jw319.Antwoord, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for a rejection without reason."""
    if antwoord.verzoek_antwoord == "1" and antwoord.reden_afwijzing_verzoek is None:
        yield Afwijking("is leeg bij VerzoekAntwoord 1 (afgewezen)", "een reden")
