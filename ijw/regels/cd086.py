"""CD086: a verzoek that is still looked into (2) has no reason for rejection.

Bron: informatiemodel iJw 3.2, conditie CD086.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw319
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CD086",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW319", jw319.Antwoord, "RedenAfwijzingVerzoek"),),
)
def cd086(antwoord: jw319.Antwoord, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for a reason before there is a rejection."""
    reden = antwoord.reden_afwijzing_verzoek
    if antwoord.verzoek_antwoord == "2" and reden is not None:
        yield Afwijking(f"is {reden} bij VerzoekAntwoord 2 (in onderzoek)", "leeg")
