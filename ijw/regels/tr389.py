"""TR389: the same delivery is not approved twice: an earlier debet is credited first.

The text speaks of debet prestaties that were sent; a rejected one does not count, since it can be sent
again and can never be credited (IV085).

Bron: informatiemodel iJw 3.2, technische regel TR389.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Debetsleutel, Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR389",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9389",
    doelen=(Doel("JW323", jw323.Prestatie),),
    nodig=("goedgekeurde_debetten",),
)
def tr389(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when an approved, uncredited debet has the same toewijzing, product and period."""
    if prestatie.ingediend_bedrag.debet_credit != "D":
        return VOLDOET
    periode = prestatie.product_periode
    sleutel = Debetsleutel(
        prestatie.toewijzing_nummer,
        prestatie.product_categorie,
        prestatie.product_code,
        periode.begindatum,
        periode.einddatum,
    )
    eerder = feiten.goedgekeurde_debetten.get(sleutel)
    if eerder is not None:
        return (
            Afwijking(f"is al goedgekeurd als {eerder}", "eerst een creditprestatie voor die eerdere prestatie"),
        )
    return VOLDOET
