"""TR381, on both sides of its boundary."""

import pytest

from ijw.feiten import ONBEKEND
from ijw.regels.tr381 import tr381
from tests.declaratiebouwers import feiten, oordeel, prestatie


@pytest.mark.parametrize(
    ("lijst", "uitslag"),
    [({"OB1A": "45"}, "voldoet"), ({"OB1A": "46"}, "bevinding"), ({"OB2": "45"}, "bevinding")],
)
def test_de_code_hoort_bij_de_categorie(lijst: dict[str, str], uitslag: str) -> None:
    assert oordeel(tr381, prestatie(), feiten(productlijst=lijst)) == uitslag


def test_zonder_lijst_niet_beoordeeld() -> None:
    assert oordeel(tr381, prestatie(), feiten(productlijst=ONBEKEND)) == "niet beoordeeld"
