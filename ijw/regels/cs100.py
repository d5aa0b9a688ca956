"""CS100: periods that are declared lie in 2021 or later.

Reading: both Begindatum and Einddatum of the period are meant.

Bron: informatiemodel iJw 3.2, constraint CS100.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ijw.berichten import jw323
from ijw.regels.regel import BERICHT, VOLDOET, Afwijking, Doel, Samenhang, regel

VANAF = date(2021, 1, 1)


@regel(
    "CS100",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW323", jw323.Declaratie, "DeclaratiePeriode"),
        Doel("JW323", jw323.Prestatie, "ProductPeriode"),
    ),
)
def cs100(obj: Any, doel: Doel, samenhang: Samenhang) -> Iterable[Afwijking]:
    """Give a deviation for a period with a day before 2021."""
    periode = doel.lees(obj)
    if periode.begindatum >= VANAF and periode.einddatum >= VANAF:
        return VOLDOET
    return (Afwijking(f"is {periode.begindatum} tot en met {periode.einddatum}", f"dagen vanaf {VANAF}"),)
