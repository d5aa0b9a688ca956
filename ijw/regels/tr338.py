"""TR338: a prestatie belongs to a toewijzing of this gemeente to this aanbieder for this cliënt.

Bron: informatiemodel iJw 3.2, technische regel TR338.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR338",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9338",
    doelen=(Doel("JW323", jw323.Prestatie, "ToewijzingNummer"),),
    nodig=("toewijzing_bekend",),
)
def tr338(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when there is no such toewijzing."""
    if not feiten.toewijzing_bekend:
        return (
            Afwijking(
                f"{prestatie.toewijzing_nummer} is niet bekend",
                "een toewijzing van deze gemeente aan deze aanbieder voor deze cliënt",
            ),
        )
    return VOLDOET
