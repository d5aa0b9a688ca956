"""CD086: no reason while the request is looked into."""

from __future__ import annotations

from tests.bouwers import antwoord
from tests.ijw.regels.gevallen import Geval, toets

test_cd086 = toets(
    "CD086",
    Geval(antwoord(verzoek_antwoord="2", reden_afwijzing_verzoek=None), antwoord(verzoek_antwoord="2")),
    Geval(antwoord(verzoek_antwoord="1"), antwoord(verzoek_antwoord="2")),
)
