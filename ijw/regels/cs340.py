"""CS340: a DeclaratiePeriode is one whole calendar month.

Bron: informatiemodel iJw 3.2, constraint CS340.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw323
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel
from ijw.rekenen import eerste_dag, laatste_dag


@regel(
    "CS340",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW323", jw323.Declaratie, "DeclaratiePeriode"),),
)
def cs340(declaratie: jw323.Declaratie, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for a period that is not from the first through the last day of one month."""
    periode = declaratie.declaratie_periode
    begin, eind = eerste_dag(periode.begindatum), laatste_dag(periode.begindatum)
    if (periode.begindatum, periode.einddatum) != (begin, eind):
        yield Afwijking(f"is {periode.begindatum} tot en met {periode.einddatum}", f"{begin} tot en met {eind}")
