"""TR377: reason 8 comes with a Woonplaatsbeginsel."""

from __future__ import annotations

from tests.bouwers import antwoord, woonplaatsbeginsel
from tests.ijw.regels.gevallen import Geval, toets

test_tr377 = toets(
    "TR377",
    Geval(
        antwoord(reden_afwijzing_verzoek="8", woonplaatsbeginsel=woonplaatsbeginsel()),
        antwoord(reden_afwijzing_verzoek="8"),
    ),
)
