"""TR307: a ProductPeriode begins on or after the ingangsdatum of the toewijzing.

Bron: informatiemodel iJw 3.2, technische regel TR307.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR307",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9307",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductPeriode/Begindatum"),),
    nodig=("toewijzing",),
)
def tr307(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the period begins too early."""
    begin, ingang = prestatie.product_periode.begindatum, feiten.toewijzing.ingangsdatum
    if begin < ingang:
        return (Afwijking(f"{begin}", f"{ingang} of later, de ingangsdatum van de toewijzing"),)
    return VOLDOET
