"""TR358: the total is the sum of the prestaties, debet less credit."""

from __future__ import annotations

from ijw.berichten import jw323
from ijw.nummers import test_bsn
from tests.bouwers import creditprestatie, jw323_bericht, jw323_client, prestatie, totaal
from tests.ijw.regels.gevallen import Geval, toets


def _tweede():
    eigen = prestatie(referentie_nummer="R9", toewijzing_nummer=1009, bedrag=100)
    return jw323_client(bsn=test_bsn(2), prestaties=[eigen])


test_tr358 = toets(
    "TR358",
    *(
        Geval(
            jw323_bericht(prestaties=prestaties, totaal_ingediend_bedrag=totaal(som)),
            jw323_bericht(prestaties=prestaties, totaal_ingediend_bedrag=totaal(som + 1)),
            plek="/Bericht/Declaratie",
            klasse=jw323.Declaratie,
        )
        for prestaties, som in (
            ([prestatie(bedrag=100)], 100),
            ([prestatie(bedrag=100), creditprestatie(bedrag=250)], -150),
            ([prestatie(bedrag=250), creditprestatie(bedrag=250)], 0),
        )
    ),
    Geval(
        jw323_bericht(clienten=[jw323_client(), _tweede()], totaal_ingediend_bedrag=totaal(11_860)),
        jw323_bericht(clienten=[jw323_client(), _tweede()], totaal_ingediend_bedrag=totaal(11_760)),
        plek="/Bericht/Declaratie",
        klasse=jw323.Declaratie,
    ),
    Geval(
        jw323_bericht(prestaties=[creditprestatie(bedrag=100)], totaal_ingediend_bedrag=totaal(-100)),
        jw323_bericht(prestaties=[creditprestatie(bedrag=100)], totaal_ingediend_bedrag=totaal(100)),
        plek="/Bericht/Declaratie",
        klasse=jw323.Declaratie,
    ),
)
