"""TR355: an answer to a verzoek that is known, and to one that is not."""

from __future__ import annotations

from ijw.feiten import Feiten, Verzoek
from tests.bouwers import antwoord
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten

test_tr355 = toets_feiten(
    "TR355",
    Feitgeval(
        (antwoord(), Feiten(verzoek=Verzoek("A0001", "JW315"))),
        (antwoord(), Feiten(verzoek=None)),
    ),
)
