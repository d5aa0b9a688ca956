"""TR360: that a verzoek is looked into as the first answer, and after another."""

from __future__ import annotations

from ijw.feiten import Feiten, Verzoek
from tests.bouwers import antwoord
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten

ONDERZOEK = antwoord(verzoek_antwoord="2", reden_afwijzing_verzoek=None)
NIEUW, IN_ONDERZOEK = Verzoek("A0001", "JW317"), Verzoek("A0001", "JW317", ("2",))

test_tr360 = toets_feiten(
    "TR360",
    Feitgeval((ONDERZOEK, Feiten(verzoek=NIEUW)), (ONDERZOEK, Feiten(verzoek=IN_ONDERZOEK))),
    Feitgeval((antwoord(), Feiten(verzoek=IN_ONDERZOEK)), (ONDERZOEK, Feiten(verzoek=IN_ONDERZOEK))),
    Feitgeval(
        (ONDERZOEK, Feiten(verzoek=NIEUW)),
        (ONDERZOEK, Feiten(verzoek=Verzoek("A0001", "JW317", ("1",)))),
        ook=("TR365",),
    ),
)
