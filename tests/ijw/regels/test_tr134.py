"""TR134: the Dagtekening itself is allowed, the day after it is not."""

from __future__ import annotations

from datetime import date

from ijw.berichten import jw323
from tests.bouwers import (
    DAGTEKENING,
    afgewezen_prestatie,
    codes,
    jw301_client,
    jw305_client,
    jw307_client,
    jw315_client,
    jw323_bericht,
    jw325_bericht,
    prestatie,
    relatie,
    start_product,
    stop_product,
    toegewezen_product,
)
from tests.ijw.regels.gevallen import Geval, toets

MORGEN = date(2026, 4, 4)


def _eerder(bouw):
    return bouw(begindatum=date(2026, 2, 1), einddatum=date(2026, 2, 28))


test_tr134 = toets(
    "TR134",
    Geval(jw301_client(datum=DAGTEKENING), jw301_client(datum=MORGEN)),
    Geval(relatie(datum=DAGTEKENING), relatie(datum=MORGEN)),
    Geval(jw305_client(datum=DAGTEKENING), jw305_client(datum=MORGEN)),
    Geval(jw307_client(datum=DAGTEKENING), jw307_client(datum=MORGEN)),
    Geval(jw315_client(datum=DAGTEKENING), jw315_client(datum=MORGEN)),
    Geval(
        toegewezen_product(toewijzingsdatum=DAGTEKENING),
        toegewezen_product(toewijzingsdatum=MORGEN),
        element="Toewijzingsdatum",
    ),
    Geval(start_product(begindatum=DAGTEKENING), start_product(begindatum=MORGEN)),
    Geval(stop_product(einddatum=DAGTEKENING), stop_product(einddatum=MORGEN)),
    Geval(
        jw323_bericht(dagtekening=date(2026, 3, 31), prestaties=[_eerder(prestatie)]),
        jw323_bericht(dagtekening=date(2026, 2, 28), prestaties=[_eerder(prestatie)]),
        plek="/Bericht/Declaratie",
        klasse=jw323.Declaratie,
        ook=("TR137",),
    ),
    Geval(
        prestatie(begindatum=date(2026, 4, 3), einddatum=date(2026, 4, 3)),
        prestatie(begindatum=date(2026, 4, 4), einddatum=date(2026, 4, 4)),
        ook=("TR137",),
    ),
    Geval(
        afgewezen_prestatie(begindatum=date(2026, 4, 3), einddatum=date(2026, 4, 3)),
        afgewezen_prestatie(begindatum=date(2026, 4, 4), einddatum=date(2026, 4, 4)),
        ook=("TR137",),
    ),
)


def test_dagtekening_van_het_antwoord_telt_niet_die_van_de_declaratie():
    bericht = jw325_bericht(prestaties=[afgewezen_prestatie()], dagtekening=date(2026, 3, 31))
    assert codes(bericht) == []
