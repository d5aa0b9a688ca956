"""TR332: a ToewijzingNummer that is free or one's own, and one that is in use for somebody else."""

from __future__ import annotations

import pytest

from ijw.berichten import jw301
from ijw.feiten import Feiten
from ijw.regels.toetsing import oordeel
from tests.bouwers import toegewezen_product

PLEK = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]"


@pytest.mark.parametrize(("van_ander", "verwacht"), [(False, []), (True, [("TR332", "9332", PLEK)])])
def test_nummer_van_een_andere_toewijzing(van_ander, verwacht):
    feiten = Feiten(toewijzing_van_ander=van_ander)
    gevonden = oordeel(jw301.SOORT, toegewezen_product(), PLEK, feiten).bevindingen
    assert [(b.regel, b.retourcode, b.locatie) for b in gevonden] == verwacht


def test_zonder_het_feit_wordt_niet_geoordeeld():
    assert oordeel(jw301.SOORT, toegewezen_product(), PLEK, Feiten()).bevindingen == ()
