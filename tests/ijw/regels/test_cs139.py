"""CS139: the unknown parts of a birth date are 1, and 1900 when all is unknown."""

from __future__ import annotations

from datetime import date

from tests.bouwers import geboortedatum, jw301_client, jw305_client, jw307_client, jw315_client, relatie
from tests.ijw.regels.gevallen import Geval, toets


def _met(bouw, gebruik, datum):
    return bouw(geboortedatum=geboortedatum(datum_gebruik=gebruik, datum=datum))


test_cs139 = toets(
    "CS139",
    *(
        Geval(_met(bouw, gebruik, goed), _met(bouw, gebruik, fout))
        for bouw in (jw301_client, relatie, jw305_client, jw307_client, jw315_client)
        for gebruik, goed, fout in (
            ("1", date(2012, 5, 1), date(2012, 5, 2)),
            ("2", date(2012, 1, 1), date(2012, 2, 1)),
            ("2", date(2012, 1, 1), date(2012, 1, 2)),
            ("3", date(1900, 1, 1), date(2012, 1, 1)),
        )
    ),
    Geval(_met(relatie, None, date(2012, 5, 17)), _met(relatie, "1", date(2012, 5, 17))),
    Geval(relatie(geboortedatum=None), _met(relatie, "1", date(2012, 5, 17))),
)
