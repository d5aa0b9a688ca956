"""TR304: a Bsn of a cliënt that is known, and one that is not, without showing it."""

from __future__ import annotations

from ijw.feiten import Feiten
from tests.bouwers import jw317_bericht, jw323_client, jw325_client
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten

test_tr304 = toets_feiten(
    "TR304",
    *(
        Feitgeval((client, Feiten(client_bekend=True)), (client, Feiten(client_bekend=False)))
        for client in (jw317_bericht().client, jw323_client(), jw325_client())
    ),
)
