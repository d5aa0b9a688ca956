"""TR387: a ProductPeriode begins on the first day of its month, or on a later ingangsdatum in that month.

Bron: informatiemodel iJw 3.2, technische regel TR387, with IV089.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel
from ijw.rekenen import eerste_dag, laatste_dag


@regel(
    "TR387",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9387",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductPeriode/Begindatum"),),
    nodig=("toewijzing",),
)
def tr387(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the period begins on another day."""
    begin, ingang = prestatie.product_periode.begindatum, feiten.toewijzing.ingangsdatum
    if begin == ingang or (begin.day == 1 and ingang < begin):
        return VOLDOET
    eerste = eerste_dag(begin)
    verwacht = ingang if eerste <= ingang <= laatste_dag(begin) else eerste
    if begin != verwacht:
        return (Afwijking(f"{begin}", f"{verwacht}"),)
    return VOLDOET
