"""TR137: an end on the begin and on the Dagtekening is allowed, a day further is not."""

from __future__ import annotations

from datetime import date

from ijw.berichten import jw323
from tests.bouwers import afgewezen_prestatie, declaratie, jw323_bericht, prestatie
from tests.ijw.regels.gevallen import Geval, toets


def _februari(bouw):
    return bouw(begindatum=date(2026, 2, 1), einddatum=date(2026, 2, 28))


test_tr137 = toets(
    "TR137",
    Geval(
        jw323_bericht(dagtekening=date(2026, 3, 31)),
        jw323_bericht(dagtekening=date(2026, 3, 30), prestaties=[_februari(prestatie)]),
        plek="/Bericht/Declaratie",
        klasse=jw323.Declaratie,
    ),
    Geval(
        declaratie(),
        declaratie(begindatum=date(2026, 3, 1), einddatum=date(2026, 2, 28)),
        ook=("CS340",),
    ),
    *(
        Geval(
            bouw(begindatum=date(2026, 4, 1), einddatum=date(2026, 4, 3)),
            bouw(begindatum=date(2026, 4, 1), einddatum=date(2026, 4, 4)),
        )
        for bouw in (prestatie, afgewezen_prestatie)
    ),
    *(
        Geval(
            bouw(begindatum=date(2026, 3, 9), einddatum=date(2026, 3, 9)),
            bouw(begindatum=date(2026, 3, 9), einddatum=date(2026, 3, 8)),
        )
        for bouw in (prestatie, afgewezen_prestatie)
    ),
)
