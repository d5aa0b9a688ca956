"""TR135: a Dagtekening on the day of receipt and one a day later, in every message."""

from __future__ import annotations

from datetime import timedelta

from ijw.feiten import Feiten
from tests.bouwers import (
    DAGTEKENING,
    jw301_bericht,
    jw305_bericht,
    jw307_bericht,
    jw315_bericht,
    jw317_bericht,
    jw319_bericht,
    jw323_bericht,
    jw325_bericht,
)
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten

KOPPEN = [
    bouw().header
    for bouw in (
        jw301_bericht,
        jw305_bericht,
        jw307_bericht,
        jw315_bericht,
        jw317_bericht,
        jw319_bericht,
        jw323_bericht,
    )
]
DAG = timedelta(days=1)
LATER = DAGTEKENING + DAG
ANTWOORD = jw325_bericht(dagtekening=DAGTEKENING - DAG).header
EIGEN, VAN_DECLARATIE = "BerichtIdentificatie/Dagtekening", "DeclaratieIdentificatie/Dagtekening"

test_tr135 = toets_feiten(
    "TR135",
    *(
        Feitgeval((kop, Feiten(vandaag=DAGTEKENING)), (kop, Feiten(vandaag=DAGTEKENING - DAG)), EIGEN)
        for kop in KOPPEN
    ),
    Feitgeval(
        (jw325_bericht(dagtekening=LATER).header, Feiten(vandaag=LATER)),
        (jw325_bericht(dagtekening=LATER).header, Feiten(vandaag=DAGTEKENING)),
        EIGEN,
    ),
    Feitgeval(
        (ANTWOORD, Feiten(vandaag=DAGTEKENING)),
        (ANTWOORD, Feiten(vandaag=DAGTEKENING - DAG)),
        VAN_DECLARATIE,
    ),
)
