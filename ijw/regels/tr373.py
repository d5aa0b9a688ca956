"""TR373: a change of the budget, or of the total of a toewijzing, is wanted from its first day.

The total is a volume with Frequentie 6. Reading: only a change counts, as the text says; a verzoek that moves
no more than the Einddatum is for TR357. To make of an omvang per week or maand a total, or the other way round,
is a change of the total.

Bron: informatiemodel iJw 3.2, technische regel TR373.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw317
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel
from ijw.rekenen import TOTAAL


@regel(
    "TR373",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9373",
    doelen=(Doel("JW317", jw317.TeWijzigenProduct, "GewensteIngangsdatum"),),
    nodig=("toewijzing",),
)
def tr373(product: jw317.TeWijzigenProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when such a change is wanted from another day."""
    toewijzing, omvang = feiten.toewijzing, product.omvang
    gewenst = _totaal(omvang.volume, omvang.eenheid, omvang.frequentie) if omvang else None
    totaal = _totaal(toewijzing.volume, toewijzing.eenheid, toewijzing.frequentie)
    gewijzigd = product.budget != toewijzing.budget or gewenst != totaal
    if gewijzigd and product.gewenste_ingangsdatum != toewijzing.ingangsdatum:
        yield Afwijking(f"{product.gewenste_ingangsdatum}", f"{toewijzing.ingangsdatum}, de ingangsdatum")


def _totaal(
    volume: int | None, eenheid: str | None, frequentie: str | None
) -> tuple[int | None, str | None] | None:
    return (volume, eenheid) if frequentie == TOTAAL else None
