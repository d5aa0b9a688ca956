"""TR349: a verzoek om wijziging with and without a toewijzing that is actueel."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ijw.feiten import Feiten, ToegewezenProduct
from ijw.regels.tr349 import tr349
from tests.bouwers import DAGTEKENING, verzoek
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst
from tests.ijw.regels.stand import toewijzing, toewijzingen


def stand(*bekend: ToegewezenProduct) -> Feiten:
    return Feiten(toewijzingen=toewijzingen(*bekend), dagtekening=DAGTEKENING)


EEN, TWEE = toewijzing(1001), toewijzing(1002, code="45A06")
GISTER = DAGTEKENING - timedelta(days=1)

test_tr349 = toets_feiten(
    "TR349",
    Feitgeval((verzoek(), stand(EEN, TWEE)), (verzoek(te_wijzigen_producten=[]), stand(EEN, TWEE))),
    Feitgeval((verzoek(), stand(EEN, TWEE)), (verzoek(ongewijzigde_producten=[]), stand(EEN, TWEE))),
)


@pytest.mark.parametrize(
    ("derde", "ontbreekt"),
    [
        (toewijzing(1003, einddatum=DAGTEKENING), True),
        (toewijzing(1003, einddatum=GISTER), False),
        (toewijzing(1003, einddatum=None), True),
        (toewijzing(1003, ingangsdatum=date(2027, 1, 1), einddatum=date(2027, 6, 30)), True),
        (toewijzing(1003, ingangsdatum=date(2027, 1, 1), einddatum=date(2027, 1, 1), verwijderd=True), False),
        (toewijzing(1003, ingangsdatum=date(2027, 1, 1), einddatum=date(2027, 1, 1)), True),
    ],
)
def test_wat_actueel_is_hangt_af_van_einddatum_en_verwijdering(derde, ontbreekt):
    gevonden = uitkomst(tr349, verzoek(), stand(EEN, TWEE, derde)).afwijkingen
    assert [afwijking.gevonden for _, afwijking in gevonden] == ["toewijzing 1003 ontbreekt"] * ontbreekt


def test_alles_wat_ontbreekt_staat_in_een_bevinding():
    ((_, afwijking),) = uitkomst(tr349, verzoek(), stand(toewijzing(1004), toewijzing(1003))).afwijkingen
    assert afwijking.gevonden == "toewijzing 1003, 1004 ontbreekt"
