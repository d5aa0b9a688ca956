"""TR304: the Bsn is that of a cliënt the receiver knows.

Bron: informatiemodel iJw 3.2, technische regel TR304.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323, jw325
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR304",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="8187",
    doelen=(
        Doel("JW323", jw323.Client, "Bsn"),
        Doel("JW325", jw325.Client, "Bsn"),
    ),
    nodig=("client_bekend",),
)
def tr304(client: jw323.Client | jw325.Client, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the administration has no such cliënt."""
    if not feiten.client_bekend:
        return (Afwijking("is niet bekend", "het bsn van een cliënt van deze gemeente"),)
    return VOLDOET
