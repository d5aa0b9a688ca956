"""CD095: without a Code no Omvang, unless it ended in 2020 at the latest."""

from __future__ import annotations

from datetime import date

from tests.bouwers import aangevraagd_product, codes, jw315_bericht
from tests.ijw.regels.gevallen import Geval, toets


def _zonder_code(**afwijking):
    return aangevraagd_product(code=None, **afwijking)


test_cd095 = toets(
    "CD095",
    Geval(aangevraagd_product(code=None, omvang=None), aangevraagd_product(code=None)),
    Geval(aangevraagd_product(), aangevraagd_product(code=None, toewijzing_einddatum=None)),
    Geval(
        _zonder_code(toewijzing_ingangsdatum=date(2020, 1, 1), toewijzing_einddatum=date(2020, 12, 31)),
        _zonder_code(toewijzing_ingangsdatum=date(2020, 1, 1), toewijzing_einddatum=date(2021, 1, 1)),
    ),
)


def test_zonder_product_is_er_ook_geen_code():
    regels = [
        regel for regel, _ in codes(jw315_bericht(aangevraagde_producten=[aangevraagd_product(product=None)]))
    ]
    assert sorted(regels) == ["CD079", "CD095"]
