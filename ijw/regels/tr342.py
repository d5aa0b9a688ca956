"""TR342: what a JW325 does not grant is the sum of the rejected prestaties it holds.

With signs: toegekend is ingediend less the rejected prestaties, a debet counted up and a credit down.
Reading: a retourcode other than 0200 and 8001 on the DeclaratieAntwoord rejects the declaratie as a whole;
then toegekend is 0 and the prestaties are not summed. That every prestatie sent along was rejected cannot be
seen otherwise inside the message. The standard names no element; the total that is wrong is named here.

Bron: informatiemodel iJw 3.2, technische regel TR342; opbouw van het antwoord, IV087.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw325
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, Telling, regel
from ijw.rekenen import naar_centen, uit_centen

GEEN_AFKEUR = frozenset({"0200", "8001"})
"""Retourcodes of a DeclaratieAntwoord that is not rejected itself."""


def _bedrag(prestatie: jw325.Prestatie) -> int:
    ingediend = prestatie.ingediend_bedrag
    return naar_centen(ingediend.bedrag, ingediend.debet_credit)


@regel(
    "TR342",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW325", jw325.DeclaratieAntwoord, "TotaalToegekendBedrag"),),
    telling=Telling(jw325.Prestatie, _bedrag),
)
def tr342(antwoord: jw325.DeclaratieAntwoord, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when the totals and the rejected prestaties do not agree."""
    ingediend, toegekend = antwoord.totaal_ingediend_bedrag, antwoord.totaal_toegekend_bedrag
    gevonden = f"is {toegekend.totaal_bedrag} {toegekend.debet_credit}"
    if not GEEN_AFKEUR.issuperset(antwoord.retour_codes):
        if toegekend.totaal_bedrag != 0:
            yield Afwijking(gevonden, "0, want de declaratie is als geheel afgewezen")
        return
    verwacht = naar_centen(ingediend.totaal_bedrag, ingediend.debet_credit) - samenhang.som
    if naar_centen(toegekend.totaal_bedrag, toegekend.debet_credit) != verwacht:
        bedrag, debet_credit = uit_centen(verwacht)
        yield Afwijking(gevonden, f"{bedrag} {debet_credit}, ingediend zonder de afgewezen prestaties")
