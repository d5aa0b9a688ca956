"""TR369: all approved amounts on a toewijzing, with this prestatie, fit in its budget.

The text compares GeleverdVolume with the budget, which is another unit except for euro's (83); amounts are
compared here. As in TR322 only approved, uncredited prestaties count.

Bron: informatiemodel iJw 3.2, technische regel TR369.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel
from ijw.regels.tekst import euro


@regel(
    "TR369",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9369",
    doelen=(Doel("JW323", jw323.Prestatie, "IngediendBedrag"),),
    nodig=(
        "toewijzing",
        "verbruik",
    ),
)
def tr369(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the sum is above the budget."""
    budget = feiten.toewijzing.budget
    if budget is None:
        return VOLDOET
    bedrag, eerder = prestatie.ingediend_bedrag.bedrag, feiten.verbruik.bedrag
    if eerder + bedrag > budget:
        return (
            Afwijking(
                f"{euro(bedrag)} na {euro(eerder)} eerder",
                f"samen hoogstens {euro(budget)}, het budget van de toewijzing",
            ),
        )
    return VOLDOET
