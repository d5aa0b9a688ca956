"""CS003: a period that is asked for or assigned does not end before it begins.

Reading: for a TeWijzigenProduct the period begins on GewensteIngangsdatum. A period with an open side has
nothing to compare.

Bron: informatiemodel iJw 3.2, constraint CS003.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ijw.berichten import jw301, jw315, jw317
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


def _begin(obj: Any) -> date | None:
    match obj:
        case jw301.Contact():
            return None if obj.periode is None else obj.periode.begindatum
        case jw301.ToegewezenProduct():
            return obj.ingangsdatum
        case jw315.AangevraagdProduct():
            return obj.toewijzing_ingangsdatum
        case jw317.NieuwProduct() | jw317.TeWijzigenProduct():
            return obj.gewenste_ingangsdatum
    raise TypeError(type(obj).__name__)


@regel(
    "CS003",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW301", jw301.Contact, "Periode/Einddatum"),
        Doel("JW301", jw301.ToegewezenProduct, "Einddatum"),
        Doel("JW315", jw315.AangevraagdProduct, "ToewijzingEinddatum"),
        Doel("JW317", jw317.NieuwProduct, "Einddatum"),
        Doel("JW317", jw317.TeWijzigenProduct, "Einddatum"),
    ),
)
def cs003(obj: Any, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for an end before the begin; a period of a person is described, not shown."""
    begin, eind = _begin(obj), doel.lees(obj)
    if begin is None or eind is None or begin <= eind:
        return
    if isinstance(obj, jw301.Contact):
        yield Afwijking("ligt voor de Begindatum", "de Begindatum of later")
    else:
        yield Afwijking(f"is {eind}", f"vanaf {begin}")
