"""CD085: a rejection has a reason."""

from __future__ import annotations

from tests.bouwers import antwoord
from tests.ijw.regels.gevallen import Geval, toets

test_cd085 = toets(
    "CD085",
    Geval(antwoord(), antwoord(reden_afwijzing_verzoek=None)),
    Geval(antwoord(verzoek_antwoord="2", reden_afwijzing_verzoek=None), antwoord(reden_afwijzing_verzoek=None)),
)
