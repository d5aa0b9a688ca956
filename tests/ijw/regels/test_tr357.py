"""TR357: a change wanted from the first day, from the Dagtekening, and from the day after it."""

from __future__ import annotations

from datetime import date, timedelta

from ijw.berichten import jw317
from ijw.feiten import Feiten
from tests.bouwers import DAGTEKENING, te_wijzigen_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten
from tests.ijw.regels.stand import toewijzing

FEITEN = Feiten(toewijzing=toewijzing(), dagtekening=DAGTEKENING)


def vanaf(dag: date) -> jw317.TeWijzigenProduct:
    return te_wijzigen_product(gewenste_ingangsdatum=dag)


test_tr357 = toets_feiten(
    "TR357",
    Feitgeval((vanaf(DAGTEKENING + timedelta(days=1)), FEITEN), (vanaf(DAGTEKENING), FEITEN)),
    Feitgeval((vanaf(date(2026, 3, 1)), FEITEN), (vanaf(date(2026, 3, 2)), FEITEN)),
    Feitgeval((vanaf(date(2026, 3, 1)), FEITEN), (vanaf(date(2026, 2, 28)), FEITEN)),
)
