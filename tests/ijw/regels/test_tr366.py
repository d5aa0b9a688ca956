"""TR366: a rejected prestatie that was submitted, one that was not, and one that credits another."""

from __future__ import annotations

from ijw.feiten import Feiten
from tests.bouwers import afgewezen_prestatie, prestatie
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten

INGEDIEND = Feiten(ingediende_prestatie=prestatie())

test_tr366 = toets_feiten(
    "TR366",
    Feitgeval((afgewezen_prestatie(), INGEDIEND), (afgewezen_prestatie(), Feiten(ingediende_prestatie=None))),
    Feitgeval((afgewezen_prestatie(), INGEDIEND), (afgewezen_prestatie(vorig_referentie_nummer="R0"), INGEDIEND)),
)
