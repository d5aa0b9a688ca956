"""TR314, on both sides of its boundary."""

from ijw.regels.tr314 import tr314
from tests.declaratiebouwers import feiten, oordeel, prestatie


def test_een_nieuw_referentienummer_voldoet() -> None:
    assert oordeel(tr314, prestatie("R1"), feiten(gebruikte_referenties={"R2"})) == "voldoet"


def test_een_gebruikt_referentienummer_is_een_bevinding() -> None:
    assert oordeel(tr314, prestatie("R1"), feiten(gebruikte_referenties={"R1"})) == "bevinding"


def test_het_nummer_van_een_gecrediteerde_prestatie_telt_niet_als_eigen_nummer() -> None:
    assert oordeel(tr314, prestatie("R2", vorig="R1"), feiten(gebruikte_referenties={"R1"})) == "voldoet"
