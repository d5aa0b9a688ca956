"""TR335: a prestatie is declared within five years after it ended.

Reading: Einddatum is that of the ProductPeriode, and exactly five years still passes. An end on 29 February
can be declared through 28 February five years later.

Bron: informatiemodel iJw 3.2, technische regel TR335.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.regels.regel import BERICHT, VOLDOET, Afwijking, Doel, Samenhang, regel

MEESTE_JAREN = 5


@regel(
    "TR335",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductPeriode"),),
)
def tr335(prestatie: jw323.Prestatie, doel: Doel, samenhang: Samenhang) -> Iterable[Afwijking]:
    """Give a deviation for an end more than five years before the DeclaratieDagtekening."""
    eind = prestatie.product_periode.einddatum
    dag = samenhang.bericht.declaratie.declaratie_dagtekening
    vroegste_jaar = dag.year - MEESTE_JAREN
    if eind.year > vroegste_jaar:
        return VOLDOET
    if (eind.year, eind.month, eind.day) >= (vroegste_jaar, dag.month, dag.day):
        return VOLDOET
    return (
        Afwijking(
            f"is {eind}",
            f"hoogstens {MEESTE_JAREN} jaar voor DeclaratieDagtekening {dag}",
            "ProductPeriode/Einddatum",
        ),
    )
