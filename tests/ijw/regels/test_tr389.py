"""TR389, on both sides of its boundary."""

from datetime import date

import pytest

from ijw.regels.tr389 import tr389
from tests.declaratiebouwers import (
    eerder,
    feiten,
    oordeel,
    periode,
    prestatie,
    uitkomsten,
)


def test_een_eerste_levering_voldoet() -> None:
    assert oordeel(tr389, prestatie(), feiten()) == "voldoet"


def test_dezelfde_levering_is_een_bevinding_die_de_eerdere_noemt() -> None:
    bekend = feiten(goedgekeurde_debetten={eerder().sleutel: "R0"})
    assert oordeel(tr389, prestatie(), bekend) == "bevinding"
    assert "R0" in str(uitkomsten(tr389, prestatie(), bekend))


@pytest.mark.parametrize(
    "anders",
    [
        {"toewijzing_nummer": 1002},
        {"product_categorie": "46"},
        {"product_code": "OB2"},
        {"product_periode": periode(date(2026, 5, 2), date(2026, 5, 31))},
        {"product_periode": periode(date(2026, 5, 1), date(2026, 5, 30))},
    ],
)
def test_een_andere_levering_voldoet(anders: dict[str, object]) -> None:
    bekend = feiten(goedgekeurde_debetten={eerder().sleutel: "R0"})
    assert oordeel(tr389, prestatie(**anders), bekend) == "voldoet"


def test_een_credit_is_geen_tweede_levering() -> None:
    bekend = feiten(goedgekeurde_debetten={eerder().sleutel: "R0"})
    assert oordeel(tr389, prestatie(vorig="R0"), bekend) == "voldoet"
