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


# Weesp (0457) became part of Amsterdam on 24-03-2022; Voorne aan Zee (1992) began on 01-01-2023 out of Brielle
# (0501); Groesbeek (0241) got the code 1945 on 01-01-2016 without a merger.
GRENZEN = (
    ("0457", date(2022, 3, 23), date(2022, 3, 24)),
    ("0501", date(2022, 12, 31), date(2023, 1, 1)),
    ("0241", date(2015, 12, 31), date(2016, 1, 1)),
    ("1992", date(2023, 1, 1), date(2022, 12, 31)),
    ("1945", date(2016, 1, 1), date(2015, 12, 31)),
)


def afwijkingen(code, vandaag, *ingangsdata):
    """What the rule says of the gemeentecode in every message that has one."""
    feiten = Feiten(vandaag=vandaag, ingangsdata=ingangsdata)
    objecten = (
        *(wijzig(bouw().header, ontvanger=code) for bouw in VAN_AANBIEDER),
        *(wijzig(bouw().header, afzender=code) for bouw in VAN_GEMEENTE),
        woonplaatsbeginsel(gemeente=code),
    )
    return [len(uitkomst(tr378, obj, feiten).afwijkingen) for obj in objecten]


@pytest.mark.parametrize(("code", "bestaat", "bestaat_niet"), GRENZEN)
def test_de_dag_van_ontvangst_op_beide_kanten_van_de_herindeling(code, bestaat, bestaat_niet):
    assert afwijkingen(code, bestaat) == [0] * 9
    assert afwijkingen(code, bestaat_niet) == [1] * 9


@pytest.mark.parametrize(("code", "bestaat", "bestaat_niet"), GRENZEN[:3])
def test_een_vervallen_code_telt_voor_een_toewijzing_van_toen(code, bestaat, bestaat_niet):
    assert afwijkingen(code, VANDAAG, bestaat_niet, bestaat) == [0] * 9
    assert afwijkingen(code, VANDAAG, bestaat_niet) == [1] * 9


@pytest.mark.parametrize("code", ["1992", "1945"])
def test_de_nieuwe_code_mag_ook_voor_een_toewijzing_van_ervoor(code):
    assert afwijkingen(code, VANDAAG, date(2015, 1, 1)) == [0] * 9
