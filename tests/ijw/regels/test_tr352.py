"""TR352: an unchanged or changing product beside the new ones."""

from __future__ import annotations

from tests.bouwers import verzoek
from tests.ijw.regels.gevallen import Geval, toets

test_tr352 = toets(
    "TR352",
    Geval(verzoek(te_wijzigen_producten=[]), verzoek(te_wijzigen_producten=[], ongewijzigde_producten=[])),
    Geval(verzoek(ongewijzigde_producten=[]), verzoek(te_wijzigen_producten=[], ongewijzigde_producten=[])),
)
