"""TR002: 120 years before the Dagtekening is allowed, a day more is not."""

from __future__ import annotations

from datetime import date

from tests.bouwers import geboortedatum, jw301_client, jw305_client, jw307_client, jw315_client, relatie
from tests.ijw.regels.gevallen import Geval, toets


def _onbekend(datum_gebruik, datum):
    return jw301_client(geboortedatum=geboortedatum(datum_gebruik=datum_gebruik, datum=datum))


test_tr002 = toets(
    "TR002",
    Geval(jw301_client(datum=date(1906, 4, 3)), jw301_client(datum=date(1906, 4, 2))),
    Geval(relatie(datum=date(1906, 4, 3)), relatie(datum=date(1906, 4, 2))),
    Geval(jw305_client(datum=date(1906, 4, 3)), jw305_client(datum=date(1906, 4, 2))),
    Geval(jw307_client(datum=date(1906, 4, 3)), jw307_client(datum=date(1906, 4, 2))),
    Geval(jw315_client(datum=date(1906, 4, 3)), jw315_client(datum=date(1906, 4, 2))),
    Geval(_onbekend("3", date(1900, 1, 1)), _onbekend("2", date(1900, 1, 1))),
    Geval(relatie(geboortedatum=None), relatie(datum=date(1880, 1, 1))),
)
