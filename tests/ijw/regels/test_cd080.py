"""CD080: without a Code no Omvang, unless it ended in 2020 at the latest."""

from __future__ import annotations

from datetime import date

from tests.bouwers import codes, jw301_bericht, toegewezen_product
from tests.ijw.regels.gevallen import Geval, toets


def _zonder_code(**afwijking):
    return toegewezen_product(code=None, **afwijking)


test_cd080 = toets(
    "CD080",
    Geval(toegewezen_product(code=None, omvang=None), toegewezen_product(code=None)),
    Geval(toegewezen_product(), toegewezen_product(code=None, einddatum=None)),
    Geval(
        _zonder_code(ingangsdatum=date(2020, 1, 1), einddatum=date(2020, 12, 31)),
        _zonder_code(ingangsdatum=date(2020, 1, 1), einddatum=date(2021, 1, 1)),
    ),
)


def test_zonder_product_is_er_ook_geen_code():
    regels = [regel for regel, _ in codes(jw301_bericht(toegewezen_producten=[toegewezen_product(product=None)]))]
    assert sorted(regels) == ["CD079", "CD080"]
