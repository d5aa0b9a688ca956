"""TR339: the ProductCategorie is that of the toewijzing, when it names one.

Bron: informatiemodel iJw 3.2, technische regel TR339.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR339",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9339",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductCategorie"),),
    nodig=("toewijzing",),
)
def tr339(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the categorie differs from the toewijzing."""
    categorie = feiten.toewijzing.categorie
    if categorie is not None and prestatie.product_categorie != categorie:
        return (Afwijking(prestatie.product_categorie, f"{categorie}, zoals toegewezen"),)
    return VOLDOET
