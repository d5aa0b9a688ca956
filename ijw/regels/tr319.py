"""TR319: a ProductPeriode lies in the DeclaratiePeriode or before it.

Bron: informatiemodel iJw 3.2, technische regel TR319.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR319",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9319",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductPeriode/Einddatum"),),
    nodig=("declaratie_periode_eind",),
)
def tr319(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the period reaches beyond the DeclaratiePeriode."""
    eind = prestatie.product_periode.einddatum
    if eind > feiten.declaratie_periode_eind:
        return (
            Afwijking(f"{eind}", f"uiterlijk {feiten.declaratie_periode_eind}, het eind van de DeclaratiePeriode"),
        )
    return VOLDOET
