"""TR378: a gemeentecode that exists and one that does not, in every message, and one that lapsed."""

from __future__ import annotations

from datetime import date

import pytest

from ijw.feiten import Feiten
from ijw.regels.tr378 import tr378
from tests.bouwers import (
    jw301_bericht,
    jw305_bericht,
    jw307_bericht,
    jw315_bericht,
    jw317_bericht,
    jw319_bericht,
    jw323_bericht,
    jw325_bericht,
    wijzig,
    woonplaatsbeginsel,
)
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst

VANDAAG = date(2026, 4, 3)
FEITEN = Feiten(vandaag=VANDAAG, ingangsdata=())
VAN_AANBIEDER = (jw305_bericht, jw307_bericht, jw315_bericht, jw317_bericht, jw323_bericht)
VAN_GEMEENTE = (jw301_bericht, jw319_bericht, jw325_bericht)

test_tr378 = toets_feiten(
    "TR378",
    *(
        Feitgeval((bouw().header, FEITEN), (wijzig(bouw().header, ontvanger="9999"), FEITEN), "Ontvanger")
        for bouw in VAN_AANBIEDER
    ),
    *(
        Feitgeval((bouw().header, FEITEN), (wijzig(bouw().header, afzender="9999"), FEITEN), "Afzender")
        for bouw in VAN_GEMEENTE
    ),
    Feitgeval((woonplaatsbeginsel(), FEITEN), (woonplaatsbeginsel(gemeente="9999"), FEITEN)),
)


@pytest.mark.parametrize(("ingang", "gevonden"), [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1)])
def test_een_vervallen_code_telt_voor_een_toewijzing_van_toen(ingang, gevonden, monkeypatch):
    monkeypatch.setattr("ijw.regels.tr378.gemeente_geldig", lambda code, op: op < date(2026, 1, 1))
    feiten = Feiten(vandaag=VANDAAG, ingangsdata={ingang})
    assert len(uitkomst(tr378, jw323_bericht().header, feiten).afwijkingen) == gevonden
