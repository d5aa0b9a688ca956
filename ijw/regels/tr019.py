"""TR019: a start or stop is about a toewijzing that the gemeente gave.

Only taakgericht work has no toewijzing (IV096). Whether it is that stands in the contract, not in the message,
so a line without ToewijzingNummer is not judged. A toewijzing that was removed later still counts: what was
started on it can be stopped.

Bron: informatiemodel iJw 3.2, technische regel TR019, with IV096.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw305, jw307
from ijw.feiten import Feiten, NietBeoordeeld
from ijw.regels.aanlevering import VERWIJDEREN
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR019",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9019",
    doelen=(
        Doel("JW305", jw305.StartProduct),
        Doel("JW307", jw307.StopProduct),
    ),
    nodig=("toewijzing_bekend",),
)
def tr019(
    product: jw305.StartProduct | jw307.StopProduct, doel: Doel, feiten: Feiten
) -> Iterator[Afwijking | NietBeoordeeld]:
    """Yield a deviation when the ToewijzingNummer is not known."""
    if product.status_aanlevering == VERWIJDEREN:
        return
    if product.toewijzing_nummer is None:
        yield NietBeoordeeld("zonder ToewijzingNummer: of het taakgericht werk is, staat in het contract")
    elif not feiten.toewijzing_bekend:
        yield Afwijking(
            f"{product.toewijzing_nummer} is niet bekend",
            "een toewijzing van deze gemeente aan deze aanbieder voor deze cliënt",
            "ToewijzingNummer",
        )
