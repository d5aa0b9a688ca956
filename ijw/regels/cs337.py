"""CS337: a productperiode lies within one calendar month.

Bron: informatiemodel iJw 3.2, constraint CS337.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.regels.regel import BERICHT, VOLDOET, Afwijking, Doel, Samenhang, regel


@regel(
    "CS337",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductPeriode"),),
)
def cs337(prestatie: jw323.Prestatie, doel: Doel, samenhang: Samenhang) -> Iterable[Afwijking]:
    """Give a deviation when begin and end are in different months."""
    begin, eind = prestatie.product_periode.begindatum, prestatie.product_periode.einddatum
    if begin.month == eind.month and begin.year == eind.year:
        return VOLDOET
    verwacht = f"een datum in dezelfde maand als Begindatum {begin}"
    return (Afwijking(f"is {eind}", verwacht, "ProductPeriode/Einddatum"),)
