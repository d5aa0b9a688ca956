"""TR353: a changing or new product beside the unchanged ones."""

from __future__ import annotations

from tests.bouwers import verzoek
from tests.ijw.regels.gevallen import Geval, toets

test_tr353 = toets(
    "TR353",
    Geval(verzoek(te_wijzigen_producten=[]), verzoek(te_wijzigen_producten=[], nieuwe_producten=[])),
    Geval(verzoek(nieuwe_producten=[]), verzoek(te_wijzigen_producten=[], nieuwe_producten=[])),
)
