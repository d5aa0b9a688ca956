"""CS339: a prestatie in euro's (83) has as IngediendBedrag its GeleverdVolume, in eurocents.

Bron: informatiemodel iJw 3.2, constraint CS339.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.regels.regel import BERICHT, VOLDOET, Afwijking, Doel, Samenhang, regel
from ijw.rekenen import EURO


@regel(
    "CS339",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW323", jw323.Prestatie, "IngediendBedrag"),),
)
def cs339(prestatie: jw323.Prestatie, doel: Doel, samenhang: Samenhang) -> Iterable[Afwijking]:
    """Give a deviation when volume and amount differ."""
    if prestatie.eenheid != EURO or prestatie.ingediend_bedrag.bedrag == prestatie.geleverd_volume:
        return VOLDOET
    return (
        Afwijking(
            f"is {prestatie.ingediend_bedrag.bedrag}",
            f"GeleverdVolume {prestatie.geleverd_volume} bij Eenheid {EURO} (euro's)",
        ),
    )
