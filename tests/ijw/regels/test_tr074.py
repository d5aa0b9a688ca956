"""TR074: a line with a key that is free, and one that stands already."""

from __future__ import annotations

import pytest

from ijw.feiten import Feiten
from ijw.regels.tr074 import tr074
from tests.bouwers import start_product, stop_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst
from tests.ijw.regels.stand import EERDERE_START, gestopt

test_tr074 = toets_feiten(
    "TR074",
    Feitgeval(
        (start_product(), Feiten(levering=gestopt(start=EERDERE_START))),
        (start_product(), Feiten(levering=gestopt())),
    ),
    Feitgeval(
        (stop_product(), Feiten(levering=gestopt("20"))),
        (stop_product(), Feiten(levering=gestopt("31"))),
        ook=("TR415",),
    ),
)


@pytest.mark.parametrize("bouw", [start_product, stop_product])
def test_verwijderen_is_geen_eerste_aanlevering(bouw):
    assert uitkomst(tr074, bouw(status_aanlevering="3"), Feiten(levering=gestopt())).afwijkingen == []
