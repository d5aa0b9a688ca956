"""TR381: a ProductCode belongs to its ProductCategorie according to the list that the parties agreed.

Bron: informatiemodel iJw 3.2, technische regel TR381, with IV075.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import EXTERNE_BRON, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR381",
    niveau=EXTERNE_BRON,
    retourcode="S329",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductCode"),),
    nodig=("productlijst",),
)
def tr381(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the list does not hold the code, or under another categorie."""
    categorie = feiten.productlijst.get(prestatie.product_code)
    if categorie is None:
        return (
            Afwijking(f"{prestatie.product_code} staat niet in de productlijst", "een afgesproken productcode"),
        )
    if categorie != prestatie.product_categorie:
        return (
            Afwijking(
                f"{prestatie.product_code} bij categorie {prestatie.product_categorie}", f"categorie {categorie}"
            ),
        )
    return VOLDOET
