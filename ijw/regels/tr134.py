"""TR134: a date of something that has happened is not after the Dagtekening of the message.

Reading: for a JW325 the Dagtekening is that of the JW325 itself, not of the declaratie it answers. That the
date exists is a matter of the schema. The standard names Geboortedatum of JW305 and JW307 twice, as a whole
and by its Datum; it is judged once.

Bron: informatiemodel iJw 3.2, technische regel TR134.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ijw.berichten import jw301, jw305, jw307, jw315, jw323, jw325
from ijw.regels.regel import BERICHT, VOLDOET, Afwijking, Doel, Samenhang, regel


@regel(
    "TR134",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW301", jw301.Client, "Geboortedatum/Datum"),
        Doel("JW301", jw301.Relatie, "Geboortedatum/Datum"),
        Doel("JW301", jw301.ToegewezenProduct, "Toewijzingsdatum"),
        Doel("JW305", jw305.Client, "Geboortedatum/Datum"),
        Doel("JW305", jw305.StartProduct, "Begindatum"),
        Doel("JW307", jw307.Client, "Geboortedatum/Datum"),
        Doel("JW307", jw307.StopProduct, "Einddatum"),
        Doel("JW315", jw315.Client, "Geboortedatum/Datum"),
        Doel("JW323", jw323.Declaratie, "DeclaratiePeriode/Begindatum"),
        Doel("JW323", jw323.Prestatie, "ProductPeriode/Begindatum"),
        Doel("JW325", jw325.Prestatie, "ProductPeriode/Begindatum"),
    ),
)
def tr134(obj: Any, doel: Doel, samenhang: Samenhang) -> Iterable[Afwijking]:
    """Give a deviation for a date after the Dagtekening; a birth date is described, not shown."""
    datum = doel.lees(obj)
    if datum is None or datum <= samenhang.dagtekening:
        return VOLDOET
    gevonden = "ligt na de Dagtekening" if doel.element == "Geboortedatum/Datum" else f"is {datum}"
    return (Afwijking(gevonden, f"uiterlijk Dagtekening {samenhang.dagtekening}"),)
