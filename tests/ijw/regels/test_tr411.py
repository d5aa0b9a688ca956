"""TR411: a change of a toewijzing with a Code, with and without Omvang; and of one without."""

from __future__ import annotations

from ijw.feiten import Feiten
from tests.bouwers import te_wijzigen_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten
from tests.ijw.regels.stand import toewijzing

MET_CODE = Feiten(toewijzing=toewijzing())
ZONDER = te_wijzigen_product(omvang=None)

test_tr411 = toets_feiten(
    "TR411",
    Feitgeval((te_wijzigen_product(), MET_CODE), (ZONDER, MET_CODE)),
    Feitgeval(
        (ZONDER, Feiten(toewijzing=toewijzing(code=None, volume=None, eenheid=None, frequentie=None))),
        (ZONDER, MET_CODE),
    ),
)
