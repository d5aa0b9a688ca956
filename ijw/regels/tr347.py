"""TR347: an aanbieder uses a ReferentieAanbieder for one verzoek only.

JW315 and JW317 share one series. A refused message is no verzoek, so what stood in it can be sent again.

Bron: informatiemodel iJw 3.2, technische regel TR347, with OP361.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw315, jw317
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR347",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9347",
    doelen=(
        Doel("JW315", jw315.AangevraagdProduct, "ReferentieAanbieder"),
        Doel("JW317", jw317.Verzoek, "ReferentieAanbieder"),
    ),
    nodig=("verzoek",),
)
def tr347(verzoek: jw315.AangevraagdProduct | jw317.Verzoek, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when an earlier verzoek bears the ReferentieAanbieder."""
    if feiten.verzoek is not None:
        yield Afwijking(f"{verzoek.referentie_aanbieder} is al eerder gebruikt", "een nieuwe ReferentieAanbieder")
