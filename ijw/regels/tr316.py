"""TR316: a debet prestatie is not credited in the message that holds it.

Bron: informatiemodel iJw 3.2, technische regel TR316.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ijw.berichten import jw323
from ijw.regels.regel import BERICHT, EIGEN, Afwijking, Doel, Kenmerk, Samenhang, Voorkomen, regel


def _referenties(prestatie: jw323.Prestatie, doel: Doel, samenhang: Samenhang) -> Iterable[Kenmerk]:
    referentie = prestatie.product_referentie
    eigen = (referentie.referentie_nummer, EIGEN)
    vorig = referentie.vorig_referentie_nummer
    return (eigen,) if vorig is None else (eigen, (vorig, "vorig"))


@regel(
    "TR316",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductReferentie"),),
    kenmerk=_referenties,
)
def tr316(voorkomens: Sequence[Voorkomen]) -> Iterator[tuple[Voorkomen, Afwijking]]:
    """Yield a deviation for a VorigReferentieNummer that is a ReferentieNummer in the same message."""
    if any(v.rol == EIGEN for v in voorkomens):
        for voorkomen in voorkomens:
            if voorkomen.rol == "vorig":
                yield (
                    voorkomen,
                    Afwijking(
                        "verwijst naar een prestatie in hetzelfde bericht",
                        "een prestatie uit een eerder bericht",
                        "ProductReferentie/VorigReferentieNummer",
                    ),
                )
