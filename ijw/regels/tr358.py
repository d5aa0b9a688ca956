"""TR358: TotaalIngediendBedrag is the sum of all IngediendBedragen, debet added and credit taken off.

Bron: informatiemodel iJw 3.2, technische regel TR358.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw323
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, Telling, regel
from ijw.rekenen import naar_centen, uit_centen


def _bedrag(prestatie: jw323.Prestatie) -> int:
    ingediend = prestatie.ingediend_bedrag
    return naar_centen(ingediend.bedrag, ingediend.debet_credit)


@regel(
    "TR358",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW323", jw323.Declaratie, "TotaalIngediendBedrag"),),
    telling=Telling(jw323.Prestatie, _bedrag),
)
def tr358(declaratie: jw323.Declaratie, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when the total is not the sum of the prestaties."""
    totaal = declaratie.totaal_ingediend_bedrag
    if naar_centen(totaal.totaal_bedrag, totaal.debet_credit) != samenhang.som:
        bedrag, debet_credit = uit_centen(samenhang.som)
        yield Afwijking(
            f"is {totaal.totaal_bedrag} {totaal.debet_credit}",
            f"{bedrag} {debet_credit}, de som van de prestaties",
        )
