"""CS318: a cliënt is no organisation; a relatie may be."""

from __future__ import annotations

from tests.bouwers import jw301_client, naam, relatie
from tests.ijw.regels.gevallen import Geval, toets

test_cs318 = toets(
    "CS318",
    Geval(jw301_client(naam=naam(naam_gebruik="1")), jw301_client(naam=naam(naam_gebruik="6"))),
    Geval(relatie(naam=naam(naam_gebruik="6")), jw301_client(naam=naam(naam_gebruik="6"))),
)
