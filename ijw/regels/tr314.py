"""TR314: a ReferentieNummer is used once by an aanbieder, for a debet or a credit, approved or rejected.

Only a message that counts as not sent leaves its ReferentieNummers free (OP286).

Bron: informatiemodel iJw 3.2, technische regel TR314.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR314",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="8021",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductReferentie/ReferentieNummer"),),
    nodig=("gebruikte_referenties",),
)
def tr314(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when the ReferentieNummer was delivered before."""
    if prestatie.product_referentie.referentie_nummer in feiten.gebruikte_referenties:
        return (Afwijking("is al eerder aangeleverd", "een nieuw ReferentieNummer"),)
    return VOLDOET
