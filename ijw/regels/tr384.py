"""TR384: nothing is declared on a toewijzing that was removed (RedenWijziging 13).

Bron: informatiemodel iJw 3.2, technische regel TR384.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR384",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9384",
    doelen=(Doel("JW323", jw323.Prestatie, "ToewijzingNummer"),),
    nodig=("toewijzing",),
)
def tr384(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the toewijzing is removed."""
    if feiten.toewijzing.verwijderd:
        return (Afwijking(f"{prestatie.toewijzing_nummer} is verwijderd", "een toewijzing die geldt"),)
    return VOLDOET
