"""CD007: a Taal with an interpreter (1), none otherwise."""

from __future__ import annotations

from tests.bouwers import communicatie, jw301_client
from tests.ijw.regels.gevallen import Geval, toets


def _client(**afwijking):
    return jw301_client(communicatie=communicatie(**afwijking))


test_cd007 = toets(
    "CD007",
    Geval(_client(taal="Fries"), _client(taal=None)),
    Geval(_client(vorm="2", taal=None), _client(vorm="2")),
)
