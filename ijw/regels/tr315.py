"""TR315: no two prestaties of a message credit the same prestatie.

Bron: informatiemodel iJw 3.2, technische regel TR315.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ijw.berichten import jw323
from ijw.regels.regel import BERICHT, EIGEN, Afwijking, Doel, Kenmerk, Samenhang, Voorkomen, elke_volgende, regel


def _vorig(prestatie: jw323.Prestatie, doel: Doel, samenhang: Samenhang) -> Iterable[Kenmerk]:
    vorig = prestatie.product_referentie.vorig_referentie_nummer
    return () if vorig is None else ((vorig, EIGEN),)


@regel(
    "TR315",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductReferentie"),),
    kenmerk=_vorig,
)
def tr315(voorkomens: Sequence[Voorkomen]) -> Iterator[tuple[Voorkomen, Afwijking]]:
    """Yield a deviation for every repetition of a VorigReferentieNummer."""
    return elke_volgende(
        voorkomens,
        "is al door een andere prestatie genoemd",
        "een VorigReferentieNummer dat eenmaal voorkomt",
        "ProductReferentie/VorigReferentieNummer",
    )
