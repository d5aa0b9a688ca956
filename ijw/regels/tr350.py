"""TR350: a product that stays is a toewijzing that is actueel on the Dagtekening (see TR349).

Bron: informatiemodel iJw 3.2, technische regel TR350.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw317
from ijw.feiten import Feiten
from ijw.regels.pakket import actueel
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR350",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9350",
    doelen=(Doel("JW317", jw317.OngewijzigdProduct),),
    nodig=(
        "toewijzingen",
        "dagtekening",
    ),
)
def tr350(product: jw317.OngewijzigdProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when the ToewijzingNummer is unknown, removed or past."""
    if product.toewijzing_nummer not in actueel(feiten):
        yield Afwijking(
            f"{product.toewijzing_nummer} is geen actuele toewijzing",
            "een actuele toewijzing van deze cliënt bij deze aanbieder",
            "ToewijzingNummer",
        )
