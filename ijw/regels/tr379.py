"""TR379: a toewijzing that honours a verzoek bears its ReferentieAanbieder, and no other toewijzing does.

The reference is of a verzoek of this aanbieder for this cliënt that was not rejected, and goes with the first
time that this ToewijzingNummer is sent for it; a later time it is empty (IV097). A verzoek om wijziging is one
whole: once one line of the message honours it, every line bears its reference. Which line honours a verzoek om
toewijzing is for the gemeente to say: a line without reference while a verzoek is open that the message does
not name is not judged.

Bron: informatiemodel iJw 3.2, technische regel TR379, with IV097.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.feiten import Feiten, NietBeoordeeld
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR379",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9379",
    doelen=(Doel("JW301", jw301.ToegewezenProduct, "ReferentieAanbieder"),),
    nodig=(
        "verzoeken_van_client",
        "referenties_in_bericht",
    ),
)
def tr379(product: jw301.ToegewezenProduct, doel: Doel, feiten: Feiten) -> Iterator[Afwijking | NietBeoordeeld]:
    """Yield a deviation when the reference is missing, or is there wrongly."""
    verzoeken = {verzoek.referentie_aanbieder: verzoek for verzoek in feiten.verzoeken_van_client}
    genoemd = feiten.referenties_in_bericht
    for referentie, verzoek in verzoeken.items():
        gehonoreerd = verzoek.bericht == "JW317" and verzoek.open and referentie in genoemd
        if gehonoreerd and product.referentie_aanbieder != referentie:
            gevonden = product.referentie_aanbieder or "ontbreekt"
            yield Afwijking(gevonden, f"{referentie}, van het verzoek om wijziging dat dit bericht honoreert")
            return
    if product.referentie_aanbieder is not None:
        eerder = verzoeken.get(product.referentie_aanbieder)
        if eerder is None or eerder.afgewezen:
            yield Afwijking(f"{product.referentie_aanbieder} hoort bij geen verzoek dat loopt", "leeg")
        elif product.toewijzing_nummer in eerder.toegewezen:
            yield Afwijking(f"{product.referentie_aanbieder} is al eerder bij deze toewijzing verzonden", "leeg")
    elif open_ := sorted(r for r, verzoek in verzoeken.items() if verzoek.open and r not in genoemd):
        yield NietBeoordeeld(f"of dit verzoek {', '.join(open_)} honoreert, zegt het bericht niet")
