"""TR101: no berichtklasse occurs twice in a message: its logical key, with the keys above it, is unique.

The keys above it are unique themselves only when these occur once: a JW301 has one Client, so the key of a
ToegewezenProduct is enough there; in a JW323 the Bsn of the Client belongs to the key of its Prestaties.

Bron: informatiemodel iJw 3.2, technische regel TR101; sleutels per berichtklasse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ijw.berichten import jw323, jw325
from ijw.regels.regel import (
    BERICHT,
    Afwijking,
    Doel,
    Kenmerk,
    Samenhang,
    Voorkomen,
    elke_volgende,
    regel,
)


def _sleutel(obj: object, doel: Doel, samenhang: Samenhang) -> Iterable[Kenmerk]:
    match obj:
        case jw323.Prestatie():
            referentie = obj.product_referentie
            return (
                Kenmerk(
                    (
                        samenhang.ouder.bsn,
                        referentie.referentie_nummer,
                        referentie.vorig_referentie_nummer,
                    )
                ),
            )
        case jw323.Client():
            return (Kenmerk(obj.bsn),)
    raise TypeError(type(obj).__name__)


@regel(
    "TR101",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW323", jw323.Client),
        Doel("JW323", jw323.Prestatie),
        Doel("JW325", jw325.Client),
        Doel("JW325", jw325.Prestatie),
    ),
    kenmerk=_sleutel,
)
def tr101(voorkomens: Sequence[Voorkomen]) -> Iterator[tuple[Voorkomen, Afwijking]]:
    """Yield a deviation for every repetition of a logical key."""
    return elke_volgende(voorkomens, "komt dubbel voor in het bericht", "een unieke sleutel")
