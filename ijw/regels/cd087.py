"""CD087: a prestatie has a ProductTarief, unless it is in euro's (83).

Bron: informatiemodel iJw 3.2, conditie CD087.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.regels.regel import BERICHT, VOLDOET, Afwijking, Doel, Samenhang, regel
from ijw.rekenen import EURO


@regel(
    "CD087",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductTarief"),),
)
def cd087(prestatie: jw323.Prestatie, doel: Doel, samenhang: Samenhang) -> Iterable[Afwijking]:
    """Give a deviation when ProductTarief and Eenheid do not go together."""
    eenheid, tarief = prestatie.eenheid, prestatie.product_tarief
    if (eenheid == EURO) is (tarief is None):
        return VOLDOET
    if tarief is None:
        return (Afwijking(f"is leeg bij Eenheid {eenheid}", "een tarief"),)
    return (Afwijking(f"is {tarief} bij Eenheid {eenheid} (euro's)", "leeg"),)
