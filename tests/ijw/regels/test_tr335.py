"""TR335: an end five years before the DeclaratieDagtekening is allowed, a day more is not."""

from __future__ import annotations

from datetime import date

from ijw.berichten import jw323
from tests.bouwers import jw323_bericht, prestatie
from tests.ijw.regels.gevallen import Geval, toets


def _tot(eind):
    return prestatie(begindatum=eind.replace(day=1), einddatum=eind)


test_tr335 = toets(
    "TR335",
    *(
        Geval(
            jw323_bericht(declaratie_dagtekening=nog_wel, prestaties=[_tot(eind)]),
            jw323_bericht(declaratie_dagtekening=niet_meer, prestaties=[_tot(eind)]),
            plek="/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]",
            klasse=jw323.Prestatie,
        )
        for eind, nog_wel, niet_meer in (
            (date(2021, 3, 31), date(2026, 3, 31), date(2026, 4, 1)),
            (date(2021, 2, 28), date(2026, 2, 28), date(2026, 3, 1)),
            (date(2021, 12, 31), date(2026, 12, 31), date(2027, 1, 1)),
            (date(2024, 2, 29), date(2029, 2, 28), date(2029, 3, 1)),
        )
    ),
)
