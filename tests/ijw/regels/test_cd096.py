"""CD096: without a Code no Omvang, unless it ended in 2020 at the latest."""

from __future__ import annotations

from datetime import date

from ijw.berichten import jw317
from tests.bouwers import codes, jw317_bericht, nieuw_product
from tests.ijw.regels.gevallen import Geval, toets


def _zonder_code(**afwijking):
    return nieuw_product(code=None, **afwijking)


def _bericht(product):
    return jw317_bericht(dagtekening=date(2020, 11, 1), nieuwe_producten=[product])


test_cd096 = toets(
    "CD096",
    Geval(nieuw_product(code=None, omvang=None), nieuw_product(code=None)),
    Geval(nieuw_product(), nieuw_product(code=None, einddatum=None)),
    Geval(
        _bericht(_zonder_code(gewenste_ingangsdatum=date(2020, 12, 1), einddatum=date(2020, 12, 31))),
        _bericht(_zonder_code(gewenste_ingangsdatum=date(2020, 12, 1), einddatum=date(2021, 1, 1))),
        plek="/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct[1]",
        klasse=jw317.NieuwProduct,
    ),
)


def test_zonder_product_is_er_ook_geen_code():
    regels = [regel for regel, _ in codes(jw317_bericht(nieuwe_producten=[nieuw_product(product=None)]))]
    assert sorted(regels) == ["CD079", "CD096"]
