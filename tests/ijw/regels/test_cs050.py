"""CS050: NaamGebruik fits the presence of a Partnernaam."""

from __future__ import annotations

from tests.bouwers import achternaam, jw301_client, naam, relatie
from tests.ijw.regels.gevallen import Geval, toets


def _naam(gebruik, partner):
    return naam(naam_gebruik=gebruik, partnernaam=achternaam(achternaam="Testpartner") if partner else None)


test_cs050 = toets(
    "CS050",
    *(
        Geval(bouw(naam=_naam(goed, partner)), bouw(naam=_naam(fout, partner)))
        for bouw in (jw301_client, relatie)
        for partner, goed, fout in (
            (True, "1", "5"),
            (True, "2", "5"),
            (True, "3", "5"),
            (True, "4", "5"),
            (False, "1", "2"),
            (False, "1", "3"),
            (False, "1", "4"),
            (False, "1", "5"),
        )
    ),
    Geval(relatie(naam=_naam("6", False)), relatie(naam=_naam("6", True))),
)
