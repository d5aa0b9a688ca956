"""CD068: only a verwijzer in care (02 to 05) has a ZorgverlenerCode.

Bron: informatiemodel iJw 3.2, conditie CD068.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw315
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel
from ijw.regels.verwijzer import MET_CODE


@regel(
    "CD068",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW315", jw315.AangevraagdProduct, "Verwijzer/ZorgverlenerCode"),),
)
def cd068(product: jw315.AangevraagdProduct, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for a ZorgverlenerCode at another type of verwijzer."""
    verwijzer = product.verwijzer
    if verwijzer.type not in MET_CODE and verwijzer.zorgverlener_code is not None:
        yield Afwijking(f"is gevuld bij Type {verwijzer.type}", "leeg")
