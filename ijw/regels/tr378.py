"""TR378: a gemeentecode exists according to CBS, now or on the ingangsdatum of a toewijzing.

After a herindeling the old code stays in use for toewijzingen from before it, so one such toewijzing is
enough; the new code is right from its first day, also for those. A message that is about no toewijzing, as a
JW319, is judged by the day of receipt alone. A code that lapsed before 01-01-2015 is unknown: the Jeugdwet
began that day, so no toewijzing can have it.

Bron: informatiemodel iJw 3.2, technische regel TR378.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw301, jw305, jw307, jw315, jw317, jw319, jw323, jw325, kop
from ijw.codelijsten import gemeente_geldig
from ijw.feiten import Feiten
from ijw.regels.regel import EXTERNE_BRON, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR378",
    niveau=EXTERNE_BRON,
    retourcode="S300",
    doelen=(
        Doel("JW301", jw301.Header, "Afzender"),
        Doel("JW305", jw305.Header, "Ontvanger"),
        Doel("JW307", jw307.Header, "Ontvanger"),
        Doel("JW315", jw315.Header, "Ontvanger"),
        Doel("JW317", jw317.Header, "Ontvanger"),
        Doel("JW319", jw319.Header, "Afzender"),
        Doel("JW319", jw319.Woonplaatsbeginsel, "Gemeente"),
        Doel("JW323", jw323.Header, "Ontvanger"),
        Doel("JW325", jw325.Header, "Afzender"),
    ),
    nodig=(
        "vandaag",
        "ingangsdata",
    ),
)
def tr378(
    obj: kop.VanAanbieder | kop.VanGemeente | jw319.Woonplaatsbeginsel, doel: Doel, feiten: Feiten
) -> Iterable[Afwijking]:
    """Give a deviation when the code of the gemeente exists on none of the days that count."""
    code = doel.lees(obj)
    if gemeente_geldig(code, feiten.vandaag):
        return VOLDOET
    if not any(gemeente_geldig(code, dag) for dag in feiten.ingangsdata):
        return (Afwijking(f"{code} komt niet voor in de lijst van CBS", "een bestaande gemeentecode"),)
    return VOLDOET
