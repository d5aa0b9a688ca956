"""TR390, on both sides of its boundary."""

from ijw.regels.tr390 import tr390
from tests.declaratiebouwers import eerder, feiten, oordeel, prestatie

CREDIT = prestatie("R2", vorig="R1")


def test_een_eerste_credit_voldoet() -> None:
    assert oordeel(tr390, CREDIT, feiten(eerdere_debetten={"R1": eerder()})) == "voldoet"


def test_een_tweede_credit_is_een_bevinding() -> None:
    al = feiten(eerdere_debetten={"R1": eerder(gecrediteerd_door="R9")})
    assert oordeel(tr390, CREDIT, al) == "bevinding"


def test_een_onbekende_prestatie_is_niet_gecrediteerd() -> None:
    assert oordeel(tr390, CREDIT, feiten()) == "voldoet"
