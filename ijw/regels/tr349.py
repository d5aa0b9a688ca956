"""TR349: a verzoek om wijziging names every toewijzing of the cliënt that is actueel.

Reading: the current day of the text is the Dagtekening of the message, for the moment of receipt says nothing
(OP080). A toewijzing that ends while the message is under way refuses nothing.

Bron: informatiemodel iJw 3.2, technische regel TR349.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw317
from ijw.feiten import Feiten
from ijw.regels.pakket import actueel
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR349",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9349",
    doelen=(Doel("JW317", jw317.Verzoek),),
    nodig=(
        "toewijzingen",
        "dagtekening",
    ),
)
def tr349(verzoek: jw317.Verzoek, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield one deviation with the ToewijzingNummers that are missing."""
    genoemd = {product.toewijzing_nummer for product in verzoek.ongewijzigde_producten}
    genoemd |= {product.toewijzing_nummer for product in verzoek.te_wijzigen_producten}
    if mist := sorted(actueel(feiten) - genoemd):
        yield Afwijking(f"toewijzing {', '.join(map(str, mist))} ontbreekt", "alle actuele toewijzingen")
