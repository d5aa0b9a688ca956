"""TR366: every prestatie in a declaratie-antwoord was submitted, with the same ProductReferentie.

The rule has a retourcode, but no message exists to send it: the finding is for whoever receives the JW325.

Bron: informatiemodel iJw 3.2, technische regel TR366.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw325
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR366",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9366",
    doelen=(Doel("JW325", jw325.Prestatie, "ProductReferentie"),),
    nodig=("ingediende_prestatie",),
)
def tr366(prestatie: jw325.Prestatie, doel: Doel, feiten: Feiten) -> Iterator[Afwijking]:
    """Yield a deviation when the declaratie has no such prestatie, or it credits another one."""
    referentie = prestatie.product_referentie
    if feiten.ingediende_prestatie is None:
        yield Afwijking(f"{referentie.referentie_nummer} is niet ingediend", "een prestatie uit de declaratie")
    elif referentie != feiten.ingediende_prestatie.product_referentie:
        vorig = feiten.ingediende_prestatie.product_referentie.vorig_referentie_nummer
        yield Afwijking(
            referentie.vorig_referentie_nummer or "leeg",
            f"{vorig or 'leeg'}, als in de declaratie",
            "ProductReferentie/VorigReferentieNummer",
        )
