"""TR371: an answer with the XsdVersie of the JW323, and with another."""

from __future__ import annotations

from dataclasses import replace

from ijw.feiten import Feiten, IngediendeDeclaratie
from ijw.regels.tr371 import tr371
from tests.bouwers import XSD_VERSIE, jw325_bericht, wijzig
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst

KOP = jw325_bericht().header
DECLARATIE = IngediendeDeclaratie(KOP.declaratie_identificatie, KOP.xsd_versie_declaratie, "D0001")

test_tr371 = toets_feiten(
    "TR371",
    *(
        Feitgeval(
            (KOP, Feiten(declaratie=DECLARATIE)),
            (
                wijzig(KOP, xsd_versie_declaratie=replace(XSD_VERSIE, **{veld: "1.0.1"})),
                Feiten(declaratie=DECLARATIE),
            ),
        )
        for veld in ("basisschema_xsd_versie", "bericht_xsd_versie")
    ),
)


def test_zonder_declaratie_is_er_niets_te_vergelijken():
    uit = uitkomst(tr371, KOP, Feiten(declaratie=None))
    assert uit.afwijkingen == []
    assert [signaal.regel for signaal in uit.onbeoordeeld] == ["TR371"]
