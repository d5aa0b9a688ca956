"""TR365: an answer after 2 (being looked into), and after 1 (rejected)."""

from __future__ import annotations

from ijw.feiten import Feiten, Verzoek
from ijw.regels.tr365 import tr365
from tests.bouwers import antwoord
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst

test_tr365 = toets_feiten(
    "TR365",
    Feitgeval(
        (antwoord(), Feiten(verzoek=Verzoek("A0001", "JW315", ("2",)))),
        (antwoord(), Feiten(verzoek=Verzoek("A0001", "JW315", ("1",)))),
    ),
    Feitgeval(
        (antwoord(), Feiten(verzoek=Verzoek("A0001", "JW315"))),
        (antwoord(), Feiten(verzoek=Verzoek("A0001", "JW315", ("2", "1")))),
    ),
)


def test_bij_een_onbekend_verzoek_er_is_geen_eerder_antwoord():
    assert uitkomst(tr365, antwoord(), Feiten(verzoek=None)).afwijkingen == []
