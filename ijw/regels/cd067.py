"""CD067: a verwijzer who could have a ZorgverlenerCode but has none, is named.

Holds for huisarts, jeugdarts, gecertificeerde instelling and medisch specialist (02 to 05).

Bron: informatiemodel iJw 3.2, conditie CD067.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw315
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel
from ijw.regels.verwijzer import MET_CODE


@regel(
    "CD067",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW315", jw315.AangevraagdProduct, "Verwijzer/Naam"),),
)
def cd067(product: jw315.AangevraagdProduct, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when both Naam and ZorgverlenerCode are empty."""
    verwijzer = product.verwijzer
    if verwijzer.type in MET_CODE and verwijzer.zorgverlener_code is None and verwijzer.naam is None:
        yield Afwijking(f"is leeg bij Type {verwijzer.type} zonder ZorgverlenerCode", "de naam van de verwijzer")
