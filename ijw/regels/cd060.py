"""CD060: a credit prestatie names the prestatie it credits in VorigReferentieNummer, a debet leaves it empty.

Bron: informatiemodel iJw 3.2, conditie CD060.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323, jw325
from ijw.regels.regel import BERICHT, VOLDOET, Afwijking, Doel, Samenhang, regel

_ELEMENT = "ProductReferentie/VorigReferentieNummer"


@regel(
    "CD060",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW323", jw323.Prestatie, _ELEMENT), Doel("JW325", jw325.Prestatie, _ELEMENT)),
)
def cd060(prestatie: jw323.Prestatie, doel: Doel, samenhang: Samenhang) -> Iterable[Afwijking]:
    """Give a deviation when VorigReferentieNummer and DebetCredit do not go together."""
    credit = prestatie.ingediend_bedrag.debet_credit == "C"
    vorig = prestatie.product_referentie.vorig_referentie_nummer
    if credit is (vorig is not None):
        return VOLDOET
    if credit:
        return (
            Afwijking("is leeg bij een creditprestatie", "het ReferentieNummer van de gecrediteerde prestatie"),
        )
    return (Afwijking(f"is {vorig} bij een debetprestatie", "leeg"),)
