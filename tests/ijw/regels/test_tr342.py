"""TR342: toegekend is ingediend less the rejected prestaties, with signs."""

from __future__ import annotations

from functools import partial

from ijw.berichten import jw325
from tests.bouwers import afgewezen_prestatie, codes, declaratie_antwoord, jw325_bericht, totaal
from tests.ijw.regels.gevallen import Geval, toets

_credit = partial(afgewezen_prestatie, referentie_nummer="R2", vorig_referentie_nummer="R0", debet_credit="C")


test_tr342 = toets(
    "TR342",
    *(
        Geval(
            jw325_bericht(ingediend=ingediend, prestaties=afgewezen, totaal_toegekend_bedrag=totaal(toegekend)),
            jw325_bericht(
                ingediend=ingediend, prestaties=afgewezen, totaal_toegekend_bedrag=totaal(toegekend + 1)
            ),
            plek="/Bericht/DeclaratieAntwoord",
            klasse=jw325.DeclaratieAntwoord,
        )
        for ingediend, afgewezen, toegekend in (
            (42_000, [afgewezen_prestatie(bedrag=24_000)], 18_000),
            (-7_000, [afgewezen_prestatie(bedrag=5_000)], -12_000),
            (-7_000, [_credit(bedrag=12_000)], 5_000),
            (42_000, None, 42_000),
        )
    ),
    Geval(
        declaratie_antwoord(retour_codes=("9333",), totaal_toegekend_bedrag=totaal(0)),
        declaratie_antwoord(retour_codes=("9333",), totaal_toegekend_bedrag=totaal(1)),
    ),
    Geval(
        declaratie_antwoord(retour_codes=("0200",)),
        declaratie_antwoord(retour_codes=("0200",), totaal_toegekend_bedrag=totaal(0)),
    ),
)


def test_antwoord_met_alleen_een_header_heeft_geen_totalen():
    assert codes(jw325_bericht(declaratie_antwoord=None)) == []
