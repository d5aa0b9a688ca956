from __future__ import annotations

import json

from tests.backoffice.services.rapport.test_vindplaats import regel_van
from tests.backoffice.services.rapport.verslagen import (
    GEEN_SCHEMA,
    GEMEEN,
    VERKEERD_TOTAAL,
    alles,
    gemeen_onleesbaar,
    gemeen_verslag,
    schrijf,
)


def test_een_regel_per_bericht_in_volgorde_met_regelnummers() -> None:
    regels = [json.loads(regel) for regel in schrijf("json", *alles()).splitlines()]
    assert [regel["bestand"] for regel in regels] == ["goed.xml", "schema.xml", "totaal.xml", "stuk.xml"]
    assert [[b["regelnummer"] for b in regel["bevindingen"]] for regel in regels] == [
        [],
        [regel_van(GEEN_SCHEMA, b"<jw323:Eenheid>")],
        [regel_van(VERKEERD_TOTAAL, b"<jw323:TotaalIngediendBedrag>")],
        [None],
    ]


def test_wat_er_ook_in_staat_het_blijft_een_regel_ascii() -> None:
    uit = schrijf("json", gemeen_verslag(), gemeen_onleesbaar())
    assert uit.isascii()
    eerste, tweede = (json.loads(regel) for regel in uit.splitlines())
    assert eerste["bevindingen"][0]["gevonden"] == GEMEEN
    assert tweede["bevindingen"][0]["gevonden"] == GEMEEN
