"""CS325: zero is debet; one cent may be credit."""

from __future__ import annotations

from ijw.berichten import basis, jw323
from tests.bouwers import (
    afgewezen_prestatie,
    creditprestatie,
    declaratie_antwoord,
    jw323_bericht,
    prestatie,
    totaal,
)
from tests.ijw.regels.gevallen import Geval, toets

NUL = totaal(0)
NUL_CREDIT = basis.TotaalBedragMetDC(totaal_bedrag=0, debet_credit="C")
NIETS = [prestatie(bedrag=1), creditprestatie(bedrag=1)]


def _antwoord(ingediend=NUL, toegekend=NUL):
    return declaratie_antwoord(totaal_ingediend_bedrag=ingediend, totaal_toegekend_bedrag=toegekend)


def _afgewezen_credit(**afwijking):
    return afgewezen_prestatie(debet_credit="C", vorig_referentie_nummer="R0", **afwijking)


test_cs325 = toets(
    "CS325",
    Geval(
        jw323_bericht(prestaties=NIETS),
        jw323_bericht(prestaties=NIETS, totaal_ingediend_bedrag=NUL_CREDIT),
        plek="/Bericht/Declaratie",
        klasse=jw323.Declaratie,
    ),
    Geval(creditprestatie(bedrag=1), creditprestatie(bedrag=0)),
    Geval(prestatie(bedrag=0), creditprestatie(bedrag=0)),
    Geval(
        _antwoord(ingediend=totaal(0)),
        _antwoord(ingediend=NUL_CREDIT),
        element="TotaalIngediendBedrag/DebetCredit",
    ),
    Geval(
        _antwoord(toegekend=totaal(0)),
        _antwoord(toegekend=NUL_CREDIT),
        element="TotaalToegekendBedrag/DebetCredit",
    ),
    Geval(_afgewezen_credit(bedrag=1), _afgewezen_credit(bedrag=0)),
)
