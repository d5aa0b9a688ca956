"""CS318: a cliënt is a natural person: NaamGebruik is not 6.

Bron: informatiemodel iJw 3.2, constraint CS318.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CS318",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW301", jw301.Client, "Naam"),),
)
def cs318(client: jw301.Client, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for a cliënt that is called an organisation."""
    if client.naam.naam_gebruik == "6":
        yield Afwijking("is 6 (niet-natuurlijk persoon)", "1, 2, 3 of 4", "Naam/NaamGebruik")
