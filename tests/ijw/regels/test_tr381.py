"""TR381: a ProductCode under its Categorie, under another, and one that is not in the list."""

from __future__ import annotations

import pytest

from ijw.feiten import Feiten
from ijw.regels.tr381 import tr381
from tests.bouwers import (
    aangevraagd_product,
    nieuw_product,
    prestatie,
    start_product,
    stop_product,
    toegewezen_product,
)
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst

PRODUCTEN = (
    toegewezen_product(),
    start_product(),
    stop_product(),
    aangevraagd_product(),
    nieuw_product(code="45A04"),
    prestatie(),
)
LIJST = Feiten(productlijst={"45A04": "45"})

test_tr381 = toets_feiten(
    "TR381",
    *(
        Feitgeval((product, LIJST), (product, Feiten(productlijst=lijst)))
        for product in PRODUCTEN
        for lijst in ({"45A04": "46"}, {"45A05": "45"})
    ),
)


@pytest.mark.parametrize("product", [toegewezen_product(code=None), start_product(product=None)])
def test_zonder_code_is_er_niets_op_te_zoeken(product):
    assert uitkomst(tr381, product, Feiten(productlijst={})).afwijkingen == []
