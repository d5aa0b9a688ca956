"""TR375: a change of a generieke toewijzing without Omvang and with one, around the end of 2020."""

from __future__ import annotations

from datetime import date

import pytest

from ijw.feiten import Feiten
from ijw.regels.tr375 import tr375
from tests.bouwers import te_wijzigen_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst
from tests.ijw.regels.stand import toewijzing

FEITEN = Feiten(toewijzing=toewijzing(categorie=None, code=None))
ZONDER = te_wijzigen_product(omvang=None)

test_tr375 = toets_feiten(
    "TR375",
    Feitgeval((ZONDER, FEITEN), (te_wijzigen_product(), FEITEN)),
    Feitgeval((ZONDER, FEITEN), (te_wijzigen_product(einddatum=None), FEITEN)),
    Feitgeval(
        (te_wijzigen_product(einddatum=date(2020, 12, 31)), FEITEN),
        (te_wijzigen_product(einddatum=date(2021, 1, 1)), FEITEN),
    ),
)


@pytest.mark.parametrize("ander", [toewijzing(), toewijzing(code=None)])
def test_alleen_de_generieke(ander):
    assert uitkomst(tr375, te_wijzigen_product(), Feiten(toewijzing=ander)).afwijkingen == []
