"""TR018: the Einddatum of a stop is not before its Begindatum.

Bron: informatiemodel iJw 3.2, technische regel TR018.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw307
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "TR018",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW307", jw307.StopProduct, "Einddatum"),),
)
def tr018(stop: jw307.StopProduct, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when delivery ends before it began."""
    if stop.einddatum < stop.begindatum:
        yield Afwijking(f"is {stop.einddatum}", f"vanaf Begindatum {stop.begindatum}")
