"""TR002: nobody in a message was born more than 120 years before its Dagtekening, unless the date is unknown.

Reading: a birth date exactly 120 years before the Dagtekening still passes; the day before it does not.
A date counts as unknown only when DatumGebruik 3 goes with 1 January 1900.

Bron: informatiemodel iJw 3.2, technische regel TR002.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ijw.berichten import jw301, jw305, jw307, jw315
from ijw.berichten.basis import Geboortedatum
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel

MEESTE_JAREN = 120

_Persoon = jw301.Client | jw301.Relatie | jw305.Client | jw307.Client | jw315.Client


def _onbekend(geboortedatum: Geboortedatum) -> bool:
    return geboortedatum.datum_gebruik == "3" and geboortedatum.datum == date(1900, 1, 1)


@regel(
    "TR002",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW301", jw301.Client, "Geboortedatum/Datum"),
        Doel("JW301", jw301.Relatie, "Geboortedatum/Datum"),
        Doel("JW305", jw305.Client, "Geboortedatum/Datum"),
        Doel("JW307", jw307.Client, "Geboortedatum/Datum"),
        Doel("JW315", jw315.Client, "Geboortedatum/Datum"),
    ),
)
def tr002(persoon: _Persoon, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for a known birth date of more than 120 years ago."""
    geboortedatum, dag = persoon.geboortedatum, samenhang.dagtekening
    if geboortedatum is None or _onbekend(geboortedatum):
        return
    geboren = geboortedatum.datum
    # Compared as numbers: 29 February has no day 120 years later in every century.
    if (geboren.year + MEESTE_JAREN, geboren.month, geboren.day) < (dag.year, dag.month, dag.day):
        yield Afwijking(
            f"ligt meer dan {MEESTE_JAREN} jaar voor Dagtekening {dag}",
            "een latere datum, of de waarden voor een onbekende datum",
        )
