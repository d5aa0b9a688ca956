"""TR056: an Identificatie that is new and one that was used, in every message; a declaratie answered once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ijw.feiten import ONBEKEND, Feiten, IngediendeDeclaratie
from ijw.regels.tr056 import tr056
from tests.bouwers import (
    jw301_bericht,
    jw305_bericht,
    jw307_bericht,
    jw315_bericht,
    jw317_bericht,
    jw319_bericht,
    jw323_bericht,
    jw325_bericht,
)
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst

KOPPEN = [
    bouw().header
    for bouw in (
        jw301_bericht,
        jw305_bericht,
        jw307_bericht,
        jw315_bericht,
        jw317_bericht,
        jw319_bericht,
        jw323_bericht,
        jw325_bericht,
    )
]
ANTWOORD = jw325_bericht().header
DECLARATIE = IngediendeDeclaratie(ANTWOORD.declaratie_identificatie, ANTWOORD.xsd_versie_declaratie, "D0001")
EIGEN, VAN_DECLARATIE = "BerichtIdentificatie/Identificatie", "DeclaratieIdentificatie/Identificatie"


def feiten(gebruikt: bool, beantwoord: bool = False) -> Feiten:
    return Feiten(identificatie_gebruikt=gebruikt, declaratie=replace(DECLARATIE, beantwoord=beantwoord))


test_tr056 = toets_feiten(
    "TR056",
    *(
        Feitgeval((kop, Feiten(identificatie_gebruikt=False)), (kop, Feiten(identificatie_gebruikt=True)), EIGEN)
        for kop in KOPPEN
    ),
    Feitgeval((ANTWOORD, feiten(False)), (ANTWOORD, feiten(False, beantwoord=True)), VAN_DECLARATIE),
)


@pytest.mark.parametrize("declaratie", [None, ONBEKEND])
def test_of_een_onbekende_declaratie_al_beantwoord_is_wordt_niet_beoordeeld(declaratie):
    uit = uitkomst(tr056, ANTWOORD, Feiten(identificatie_gebruikt=False, declaratie=declaratie))
    assert uit.afwijkingen == []
    assert [signaal.regel for signaal in uit.onbeoordeeld] == ["TR056"]
