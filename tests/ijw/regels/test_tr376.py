"""TR376: an answer with the DeclaratieNummer of the declaratie, and with another."""

from __future__ import annotations

from ijw.feiten import Feiten, IngediendeDeclaratie
from ijw.regels.tr376 import tr376
from tests.bouwers import declaratie_antwoord, jw325_bericht
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst

KOP = jw325_bericht().header
DECLARATIE = IngediendeDeclaratie(KOP.declaratie_identificatie, KOP.xsd_versie_declaratie, "D0001")
FEITEN = Feiten(declaratie=DECLARATIE)

test_tr376 = toets_feiten(
    "TR376",
    Feitgeval((declaratie_antwoord(), FEITEN), (declaratie_antwoord(declaratie_nummer="D0002"), FEITEN)),
)


def test_zonder_declaratie_is_er_niets_te_vergelijken():
    uit = uitkomst(tr376, declaratie_antwoord(), Feiten(declaratie=None))
    assert uit.afwijkingen == []
    assert [signaal.regel for signaal in uit.onbeoordeeld] == ["TR376"]
