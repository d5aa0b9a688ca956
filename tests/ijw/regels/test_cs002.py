"""CS002: a Bsn that passes the elfproef, and the next number, which does not."""

from __future__ import annotations

from ijw.berichten import jw317
from tests.bouwers import (
    jw301_client,
    jw305_client,
    jw307_client,
    jw315_client,
    jw323_client,
    jw325_client,
    verzoek,
)
from tests.ijw.regels.gevallen import Geval, toets

test_cs002 = toets(
    "CS002",
    *(
        Geval(bouw(bsn="999900006"), bouw(bsn="999900007"))
        for bouw in (jw301_client, jw305_client, jw307_client, jw315_client, jw323_client, jw325_client)
    ),
    Geval(jw317.Client(bsn="999900006", verzoek=verzoek()), jw317.Client(bsn="999900007", verzoek=verzoek())),
)
