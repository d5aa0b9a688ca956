"""CS337: a productperiode lies within one calendar month.

Bron: informatiemodel iJw 3.2, constraint CS337.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw323
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CS337",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductPeriode"),),
)
def cs337(prestatie: jw323.Prestatie, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when begin and end are in different months."""
    begin, eind = prestatie.product_periode.begindatum, prestatie.product_periode.einddatum
    if (begin.year, begin.month) != (eind.year, eind.month):
        yield Afwijking(
            f"{eind}", f"een datum in dezelfde maand als Begindatum {begin}", "ProductPeriode/Einddatum"
        )
