"""TR340: the ProductCode is that of the toewijzing, when it names one.

Bron: informatiemodel iJw 3.2, technische regel TR340.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR340",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9340",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductCode"),),
    nodig=("toewijzing",),
)
def tr340(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the code differs from the toewijzing."""
    code = feiten.toewijzing.code
    if code is not None and prestatie.product_code != code:
        return (Afwijking(prestatie.product_code, f"{code}, zoals toegewezen"),)
    return VOLDOET
