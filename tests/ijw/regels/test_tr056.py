"""TR056, on both sides of its boundary."""

import pytest

from ijw.feiten import ONBEKEND
from ijw.regels.tr056 import tr056
from tests.declaratiebouwers import antwoordkop, feiten, kop, oordeel


@pytest.mark.parametrize("obj", [kop(), antwoordkop()])
def test_een_nieuwe_identificatie_voldoet(obj: object) -> None:
    assert oordeel(tr056, obj, feiten(identificatie_gebruikt=False)) == "voldoet"


@pytest.mark.parametrize("obj", [kop(), antwoordkop()])
def test_een_gebruikte_identificatie_is_een_bevinding(obj: object) -> None:
    assert oordeel(tr056, obj, feiten(identificatie_gebruikt=True)) == "bevinding"


def test_zonder_geschiedenis_niet_beoordeeld() -> None:
    assert oordeel(tr056, kop(), feiten(identificatie_gebruikt=ONBEKEND)) == "niet beoordeeld"
