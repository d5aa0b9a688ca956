"""CS139: the unknown parts of a birth date are filled as DatumGebruik says.

Reading: an empty DatumGebruik means that the date is known, and then any date will do, the first of January
1900 too.

Bron: informatiemodel iJw 3.2, constraint CS139.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301, jw305, jw307, jw315
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel

_Persoon = jw301.Client | jw301.Relatie | jw305.Client | jw307.Client | jw315.Client


@regel(
    "CS139",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW301", jw301.Client, "Geboortedatum/DatumGebruik"),
        Doel("JW301", jw301.Relatie, "Geboortedatum/DatumGebruik"),
        Doel("JW305", jw305.Client, "Geboortedatum/DatumGebruik"),
        Doel("JW307", jw307.Client, "Geboortedatum/DatumGebruik"),
        Doel("JW315", jw315.Client, "Geboortedatum/DatumGebruik"),
    ),
)
def cs139(persoon: _Persoon, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when DatumGebruik and Datum disagree; the birth date itself is not shown."""
    geboortedatum = persoon.geboortedatum
    if geboortedatum is None:
        return
    gebruik, datum = geboortedatum.datum_gebruik, geboortedatum.datum
    if gebruik == "1" and datum.day != 1:
        yield Afwijking("is 1 (dag onbekend), maar Datum is een andere dag", "de eerste dag van de maand")
    elif gebruik == "2" and (datum.month, datum.day) != (1, 1):
        yield Afwijking("is 2 (dag en maand onbekend), maar Datum is een andere dag", "1 januari van het jaar")
    elif gebruik == "3" and (datum.year, datum.month, datum.day) != (1900, 1, 1):
        yield Afwijking("is 3 (datum onbekend), maar Datum is een andere dag", "1900-01-01")
