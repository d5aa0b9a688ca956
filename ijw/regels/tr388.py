"""TR388: a ProductPeriode ends on the last day of its month, or on an earlier einddatum in that month.

Bron: informatiemodel iJw 3.2, technische regel TR388, with IV089.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel
from ijw.rekenen import eerste_dag, laatste_dag


@regel(
    "TR388",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9388",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductPeriode/Einddatum"),),
    nodig=("toewijzing",),
)
def tr388(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the period ends on another day."""
    eind, einddatum = prestatie.product_periode.einddatum, feiten.toewijzing.einddatum
    laatste = laatste_dag(eind)
    if eind == einddatum or (eind == laatste and (einddatum is None or einddatum > laatste)):
        return VOLDOET
    verwacht = einddatum if einddatum is not None and eerste_dag(eind) <= einddatum <= laatste else laatste
    if eind != verwacht:
        return (Afwijking(f"{eind}", f"{verwacht}"),)
    return VOLDOET
