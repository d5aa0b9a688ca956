"""TR360: that a verzoek is looked into as the first answer, and after another."""

from __future__ import annotations

from ijw.feiten import Feiten, Verzoek
from ijw.regels.tr360 import tr360
from tests.bouwers import antwoord
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst

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


def test_bij_een_onbekend_verzoek_er_is_geen_eerder_antwoord():
    assert uitkomst(tr360, ONDERZOEK, Feiten(verzoek=None)).afwijkingen == []
