"""CS050: with a Partnernaam NaamGebruik is 1 to 4; without, it is 1 or 6.

Bron: informatiemodel iJw 3.2, constraint CS050.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel

MET_PARTNERNAAM = ("1", "2", "3", "4")
ZONDER_PARTNERNAAM = ("1", "6")


@regel(
    "CS050",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW301", jw301.Client, "Naam/NaamGebruik"), Doel("JW301", jw301.Relatie, "Naam/NaamGebruik")),
)
def cs050(persoon: jw301.Client | jw301.Relatie, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when NaamGebruik asks for a name that is not there, or the other way round."""
    naam = persoon.naam
    if naam.partnernaam is not None and naam.naam_gebruik not in MET_PARTNERNAAM:
        yield Afwijking(f"is {naam.naam_gebruik} bij een Partnernaam", "1, 2, 3 of 4")
    elif naam.partnernaam is None and naam.naam_gebruik not in ZONDER_PARTNERNAAM:
        yield Afwijking(f"is {naam.naam_gebruik} zonder Partnernaam", "1 of 6")
