from datetime import date
from typing import Any

import pytest

from backoffice.contracts.model import (
    Contractsoort,
    Declaratietermijn,
    Deelname,
    Financiering,
    Financieringsvorm,
    Gevolg,
    Soortdeelname,
    Variant,
)
from backoffice.contracts.waarschuwing import waarschuwingen
from tests.backoffice.contracts.bouwers import contract, product, tarief

TAAK = product(variant=Variant.TAAKGERICHT, eenheid=None, frequenties=(), tarieven=())
BUDGET = Financiering(date(2025, 1, 1), Financieringsvorm.TAAKGERICHT, 100, "inwoners")


@pytest.mark.parametrize(
    ("goed", "anders", "melding"),
    [
        (
            {"producten": (product(tarief(date(2025, 1, 1))),)},
            {"producten": (product(tarief(date(2025, 2, 1))),)},
            "Product OB1A heeft aan het begin van het contract geen tarief",
        ),
        (
            {"producten": (product(tarief(tot_en_met=date(2028, 12, 31))),)},
            {"producten": (product(tarief(tot_en_met=date(2028, 11, 30))),)},
            "Product OB1A heeft aan het eind van het contract geen tarief",
        ),
        (
            {"termijnen": (Declaratietermijn(1, Gevolg.AFWIJZEN, retourcode_te_laat="0001"),)},
            {"termijnen": (Declaratietermijn(1, Gevolg.AFWIJZEN),)},
            "Zonder afgesproken code wordt te laat alleen gesignaleerd",
        ),
        (
            {"producten": (TAAK,), "financieringen": (BUDGET,)},
            {"producten": (TAAK,)},
            "Taakgericht werk heeft geen budget",
        ),
        (
            {"deelnames": (Deelname("0153", date(2025, 1, 1), date(2026, 12, 31)),)},
            {"deelnames": (Deelname("0153", date(2025, 1, 1), date(2027, 1, 1)),)},
            "De gemeente doet (een deel van de tijd) niet mee aan deze soort",
        ),
    ],
)
def test_waarschuwingen(goed: dict[str, Any], anders: dict[str, Any], melding: str) -> None:
    soort = goed.get("deelnames") and [
        Soortdeelname(Contractsoort.OB_JEUGD, "0153", date(2025, 1, 1), date(2026, 12, 31))
    ]
    assert list(waarschuwingen([contract(**goed)], soort or [])) == []
    assert [een.melding for een in waarschuwingen([contract(**anders)], soort or [])] == [melding]
