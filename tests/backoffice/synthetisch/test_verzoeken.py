"""The planted verzoeken: every kind is there in a region that is large enough, and each is a good message."""

from __future__ import annotations

from random import Random

from backoffice.services.valideer import valideer
from backoffice.synthetisch import genereer
from backoffice.synthetisch.verzoeken import SOORTEN
from ijw import codec


def test_elke_soort_is_er_en_elk_bericht_is_goed() -> None:
    verzoeken = genereer(Random(5), 0.1, 4).verzoeken
    assert {geval.soort.naam for geval in verzoeken} == set(SOORTEN)
    assert [valideer(geval.inhoud, geval.bestand).oordeel for geval in verzoeken] == ["goed"] * len(verzoeken)
    assert len({codec.lees(geval.inhoud).client.bsn for geval in verzoeken}) == len(verzoeken)
    assert len({geval.referentie for geval in verzoeken}) == len(verzoeken)
