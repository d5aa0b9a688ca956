"""CD007: a cliënt who needs an interpreter (1) has a Taal, another form of communication has none.

Bron: informatiemodel iJw 3.2, conditie CD007.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CD007",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW301", jw301.Client, "Communicatie/Taal"),),
)
def cd007(client: jw301.Client, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when Taal and Vorm do not go together."""
    communicatie = client.communicatie
    if communicatie is None:
        return
    if communicatie.vorm == "1" and communicatie.taal is None:
        yield Afwijking("is leeg bij een tolk", "een taal")
    elif communicatie.vorm != "1" and communicatie.taal is not None:
        yield Afwijking("is gevuld zonder tolk voor een taal", "leeg")
