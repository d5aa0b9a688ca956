"""TR308: a ProductPeriode ends on or before the einddatum of the toewijzing, when it has one.

Bron: informatiemodel iJw 3.2, technische regel TR308.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR308",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9308",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductPeriode/Einddatum"),),
    nodig=("toewijzing",),
)
def tr308(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the period ends too late."""
    eind, laatste = prestatie.product_periode.einddatum, feiten.toewijzing.einddatum
    if laatste is not None and eind > laatste:
        return (Afwijking(f"{eind}", f"{laatste} of eerder, de einddatum van de toewijzing"),)
    return VOLDOET
