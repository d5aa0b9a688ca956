"""TR381: a ProductCode belongs to its ProductCategorie according to the list that the parties agreed.

A product without Code has nothing to look up.

Bron: informatiemodel iJw 3.2, technische regel TR381, with IV075.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ijw.berichten import jw301, jw305, jw307, jw315, jw317, jw323
from ijw.feiten import Feiten
from ijw.regels.regel import EXTERNE_BRON, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR381",
    niveau=EXTERNE_BRON,
    retourcode="S329",
    doelen=(
        Doel("JW301", jw301.ToegewezenProduct, "Product/Code"),
        Doel("JW305", jw305.StartProduct, "Product/Code"),
        Doel("JW307", jw307.StopProduct, "Product/Code"),
        Doel("JW315", jw315.AangevraagdProduct, "Product/Code"),
        Doel("JW317", jw317.NieuwProduct, "Product/Code"),
        Doel("JW323", jw323.Prestatie, "ProductCode"),
    ),
    nodig=("productlijst",),
)
def tr381(obj: Any, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the list does not hold the code, or under another categorie."""
    code = doel.lees(obj)
    if code is None:
        return VOLDOET
    gevonden = obj.product_categorie if isinstance(obj, jw323.Prestatie) else obj.product.categorie
    categorie = feiten.productlijst.get(code)
    if categorie is None:
        return (Afwijking(f"{code} staat niet in de productlijst", "een afgesproken productcode"),)
    if categorie != gevonden:
        return (Afwijking(f"{code} bij categorie {gevonden}", f"categorie {categorie}"),)
    return VOLDOET
