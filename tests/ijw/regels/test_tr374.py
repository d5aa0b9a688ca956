"""TR374: a cliënt whose earlier verzoeken are closed, and one with an open one."""

from __future__ import annotations

from ijw.feiten import Feiten, Verzoek
from ijw.regels.tr374 import tr374
from tests.bouwers import jw315_client, jw317_bericht
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst

AFGEWEZEN = Verzoek("A1", "JW315", ("2", "1"))
TOEGEWEZEN = Verzoek("A2", "JW317", ("2",), frozenset({1001}))
NIEUW = Verzoek("A3", "JW315")
IN_ONDERZOEK = Verzoek("A4", "JW317", ("2",))
CLIENTEN = (jw315_client(), jw317_bericht().client)

test_tr374 = toets_feiten(
    "TR374",
    *(
        Feitgeval(
            (client, Feiten(verzoeken_van_client=(AFGEWEZEN, TOEGEWEZEN))),
            (client, Feiten(verzoeken_van_client=(AFGEWEZEN, TOEGEWEZEN, open_))),
        )
        for client in CLIENTEN
        for open_ in (NIEUW, IN_ONDERZOEK)
    ),
)


def test_de_open_verzoeken_worden_genoemd():
    feiten = Feiten(verzoeken_van_client=(IN_ONDERZOEK, AFGEWEZEN, NIEUW))
    ((_, afwijking),) = uitkomst(tr374, jw315_client(), feiten).afwijkingen
    assert afwijking.gevonden == "heeft nog een verzoek open: A3, A4"
