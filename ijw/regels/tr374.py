"""TR374: an aanbieder sends no verzoek for a cliënt of whom an earlier one is open.

OP350 speaks of the cliënt; the rule narrows that to the same aanbieder. A verzoek is open until it is rejected
(VerzoekAntwoord 1) or a toewijzing bears its ReferentieAanbieder; one that is being looked into (2) is open.

Bron: informatiemodel iJw 3.2, technische regel TR374, with OP350.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw315, jw317
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR374",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9374",
    doelen=(
        Doel("JW315", jw315.Client),
        Doel("JW317", jw317.Client),
    ),
    nodig=("verzoeken_van_client",),
)
def tr374(client: jw315.Client | jw317.Client, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation that names the open verzoeken."""
    if open_ := sorted(verzoek.referentie_aanbieder for verzoek in feiten.verzoeken_van_client if verzoek.open):
        yield Afwijking(
            f"heeft nog een verzoek open: {', '.join(open_)}", "eerst een toewijzing of afwijzing daarvan"
        )
