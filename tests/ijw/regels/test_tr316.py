"""TR316: a credit of a prestatie in the same message."""

from __future__ import annotations

from ijw.berichten import jw323
from tests.bouwers import creditprestatie, jw323_bericht, prestatie
from tests.ijw.regels.gevallen import Geval, toets

test_tr316 = toets(
    "TR316",
    Geval(
        jw323_bericht(prestaties=[prestatie(), creditprestatie(vorig_referentie_nummer="R0")]),
        jw323_bericht(prestaties=[prestatie(), creditprestatie(vorig_referentie_nummer="R1")]),
        plek="/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]",
        klasse=jw323.Prestatie,
    ),
    Geval(
        creditprestatie(vorig_referentie_nummer="R1"),
        creditprestatie(vorig_referentie_nummer="R2"),
    ),
)
