"""CS343: etmalen, dagdelen, euro's and stuks (inspanning) after 2020 are not counted per day.

Bron: informatiemodel iJw 3.2, constraint CS343.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw315
from ijw.regels.omvang import frequentie_past_niet
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CS343",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW315", jw315.AangevraagdProduct, "Omvang"),),
)
def cs343(product: jw315.AangevraagdProduct, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for a Frequentie other than week, maand or totaal."""
    return frequentie_past_niet(product.omvang, product.toewijzing_einddatum)
