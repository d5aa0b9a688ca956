"""TR409: another reason than 8 comes without a Woonplaatsbeginsel."""

from __future__ import annotations

from tests.bouwers import antwoord, woonplaatsbeginsel
from tests.ijw.regels.gevallen import Geval, toets

test_tr409 = toets(
    "TR409",
    Geval(
        antwoord(reden_afwijzing_verzoek="8", woonplaatsbeginsel=woonplaatsbeginsel()),
        antwoord(reden_afwijzing_verzoek="5", woonplaatsbeginsel=woonplaatsbeginsel()),
    ),
    Geval(
        antwoord(verzoek_antwoord="2", reden_afwijzing_verzoek=None),
        antwoord(verzoek_antwoord="2", reden_afwijzing_verzoek=None, woonplaatsbeginsel=woonplaatsbeginsel()),
    ),
)
