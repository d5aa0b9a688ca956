"""CD066: a verwijzer with a ZorgverlenerCode is not named as well.

Holds for huisarts, jeugdarts, gecertificeerde instelling and medisch specialist (02 to 05).

Bron: informatiemodel iJw 3.2, conditie CD066.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw315
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel
from ijw.regels.verwijzer import MET_CODE


@regel(
    "CD066",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW315", jw315.AangevraagdProduct, "Verwijzer/Naam"),),
)
def cd066(product: jw315.AangevraagdProduct, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for a Naam beside a ZorgverlenerCode."""
    verwijzer = product.verwijzer
    if verwijzer.type in MET_CODE and verwijzer.zorgverlener_code is not None and verwijzer.naam is not None:
        yield Afwijking("is gevuld naast ZorgverlenerCode", "leeg")
