"""TR373: a changed budget or total from the first day and from a later one; what does not count as a change."""

from __future__ import annotations

from datetime import date

from ijw.berichten import jw317
from ijw.feiten import Feiten
from tests.bouwers import te_wijzigen_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten
from tests.ijw.regels.stand import toewijzing

TOTAAL = Feiten(toewijzing=toewijzing(frequentie="6"))
BUDGET = Feiten(toewijzing=toewijzing(code=None, volume=None, eenheid=None, frequentie=None, budget=50_000))
PER_MAAND = Feiten(toewijzing=toewijzing())
EERSTE, LATER = date(2026, 3, 1), date(2026, 5, 1)


def totaal(dag: date, **anders: object) -> jw317.TeWijzigenProduct:
    return te_wijzigen_product(gewenste_ingangsdatum=dag, frequentie="6", **anders)


def budget(dag: date, bedrag: int) -> jw317.TeWijzigenProduct:
    return te_wijzigen_product(gewenste_ingangsdatum=dag, omvang=None, budget=bedrag)


test_tr373 = toets_feiten(
    "TR373",
    Feitgeval((budget(EERSTE, 60_000), BUDGET), (budget(LATER, 60_000), BUDGET)),
    Feitgeval((budget(LATER, 50_000), BUDGET), (budget(LATER, 50_001), BUDGET)),
    Feitgeval((totaal(EERSTE, volume=121), TOTAAL), (totaal(LATER, volume=121), TOTAAL)),
    Feitgeval((totaal(LATER, volume=120), TOTAAL), (totaal(LATER, volume=119), TOTAAL)),
    Feitgeval((totaal(LATER), TOTAAL), (totaal(LATER, eenheid="04"), TOTAAL)),
    Feitgeval((totaal(EERSTE), PER_MAAND), (totaal(LATER), PER_MAAND)),
    Feitgeval((te_wijzigen_product(volume=240), PER_MAAND), (te_wijzigen_product(), TOTAAL)),
)
