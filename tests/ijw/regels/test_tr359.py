"""TR359: an answer to a verzoek without a toewijzing, and to one with."""

from __future__ import annotations

from ijw.feiten import Feiten, Verzoek
from ijw.regels.tr359 import tr359
from tests.bouwers import antwoord
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst

test_tr359 = toets_feiten(
    "TR359",
    Feitgeval(
        (antwoord(), Feiten(verzoek=Verzoek("A0001", "JW315", ("2",)))),
        (antwoord(), Feiten(verzoek=Verzoek("A0001", "JW315", ("2",), frozenset({1001})))),
    ),
)


def test_bij_een_onbekend_verzoek_er_ging_geen_toewijzing_vooraf():
    assert uitkomst(tr359, antwoord(), Feiten(verzoek=None)).afwijkingen == []
