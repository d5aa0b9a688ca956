"""TR337: an answer to a JW323 that was sent, and one that names another or another Dagtekening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ijw.feiten import Feiten, IngediendeDeclaratie
from tests.bouwers import jw325_bericht
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten

KOP = jw325_bericht().header
DECLARATIE = IngediendeDeclaratie(KOP.declaratie_identificatie, KOP.xsd_versie_declaratie, "D0001")
ANDERE_DAG = replace(KOP.declaratie_identificatie, dagtekening=date(2026, 4, 2))

test_tr337 = toets_feiten(
    "TR337",
    Feitgeval((KOP, Feiten(declaratie=DECLARATIE)), (KOP, Feiten(declaratie=None))),
    Feitgeval(
        (KOP, Feiten(declaratie=DECLARATIE)),
        (KOP, Feiten(declaratie=replace(DECLARATIE, identificatie=ANDERE_DAG))),
    ),
)
