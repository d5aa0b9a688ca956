"""TR351: a product that should change is a toewijzing that is actueel on the Dagtekening (see TR349).

Bron: informatiemodel iJw 3.2, technische regel TR351.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw317
from ijw.feiten import Feiten
from ijw.regels.pakket import actueel
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR351",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9351",
    doelen=(Doel("JW317", jw317.TeWijzigenProduct),),
    nodig=(
        "toewijzingen",
        "dagtekening",
    ),
)
def tr351(product: jw317.TeWijzigenProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when the ToewijzingNummer is unknown, removed or past."""
    if product.toewijzing_nummer not in actueel(feiten):
        yield Afwijking(
            f"{product.toewijzing_nummer} is geen actuele toewijzing",
            "een actuele toewijzing van deze cliënt bij deze aanbieder",
            "ToewijzingNummer",
        )
