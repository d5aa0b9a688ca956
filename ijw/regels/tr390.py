"""TR390: a debet prestatie is credited once.

Bron: informatiemodel iJw 3.2, technische regel TR390.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR390",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9390",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductReferentie/VorigReferentieNummer"),),
    nodig=("eerdere_debetten",),
)
def tr390(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the debet that a credit names has been credited before."""
    vorig = prestatie.product_referentie.vorig_referentie_nummer
    debet = None if vorig is None else feiten.eerdere_debetten.get(vorig)
    if debet is not None and debet.gecrediteerd_door is not None:
        return (
            Afwijking(
                f"{vorig} is al gecrediteerd met {debet.gecrediteerd_door}",
                "een prestatie die nog niet gecrediteerd is",
            ),
        )
    return VOLDOET
