"""TR385: removing a toewijzing on which nothing was paid, and one on which something was."""

from __future__ import annotations

from datetime import date

import pytest

from ijw.berichten import jw301
from ijw.feiten import Feiten
from ijw.regels.toetsing import oordeel
from tests.bouwers import toegewezen_product

PLEK = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]"


@pytest.mark.parametrize(
    ("reden", "betaald", "verwacht"),
    [("13", True, [("TR385", "9385", PLEK)]), ("13", False, []), ("12", True, []), (None, True, [])],
)
def test_verwijderen_na_een_goedgekeurde_prestatie(reden, betaald, verwacht):
    product = toegewezen_product(reden_wijziging=reden, einddatum=date(2026, 4, 1))
    gevonden = oordeel(jw301.SOORT, product, PLEK, Feiten(heeft_goedgekeurde=betaald)).bevindingen
    assert [(b.regel, b.retourcode, b.locatie) for b in gevonden] == verwacht


def test_zonder_het_feit_wordt_niet_geoordeeld():
    assert oordeel(jw301.SOORT, toegewezen_product(reden_wijziging="13"), PLEK, Feiten()).bevindingen == ()
