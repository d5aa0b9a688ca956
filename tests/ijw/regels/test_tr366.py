"""TR366: a rejected prestatie that was submitted, one that was not, and one that credits another."""

from __future__ import annotations

import pytest

from ijw.feiten import Feiten
from ijw.regels.tr366 import tr366
from tests.bouwers import afgewezen_prestatie, prestatie
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst

INGEDIEND = Feiten(ingediende_prestatie=prestatie())

test_tr366 = toets_feiten(
    "TR366",
    Feitgeval((afgewezen_prestatie(), INGEDIEND), (afgewezen_prestatie(), Feiten(ingediende_prestatie=None))),
    Feitgeval((afgewezen_prestatie(), INGEDIEND), (afgewezen_prestatie(vorig_referentie_nummer="R0"), INGEDIEND)),
)


@pytest.mark.parametrize(
    ("terug", "ingediend", "gevonden", "verwacht"),
    [("R0", None, "R0", "leeg, als in de declaratie"), (None, "R0", "leeg", "R0, als in de declaratie")],
)
def test_het_vorige_nummer_wordt_genoemd(terug, ingediend, gevonden, verwacht):
    feiten = Feiten(ingediende_prestatie=prestatie(vorig_referentie_nummer=ingediend))
    ((_, afwijking),) = uitkomst(tr366, afgewezen_prestatie(vorig_referentie_nummer=terug), feiten).afwijkingen
    assert afwijking == (gevonden, verwacht, "ProductReferentie/VorigReferentieNummer")
