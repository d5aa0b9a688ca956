"""TR347: a ReferentieAanbieder that is new, and one of an earlier verzoek of either kind."""

from __future__ import annotations

from ijw.feiten import Feiten, Verzoek
from tests.bouwers import aangevraagd_product, verzoek
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten

test_tr347 = toets_feiten(
    "TR347",
    *(
        Feitgeval((obj, Feiten(verzoek=None)), (obj, Feiten(verzoek=Verzoek("A0001", eerder))))
        for obj in (aangevraagd_product(), verzoek())
        for eerder in ("JW315", "JW317")
    ),
)
