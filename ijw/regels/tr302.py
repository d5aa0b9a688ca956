"""TR302: a product is assigned twice in a message only when the periods do not overlap.

A toewijzing that was removed does not count: Einddatum is Ingangsdatum and RedenWijziging is 13, or the
old 01.
What counts as the same product: `ijw.regels.stapeling`.

Bron: informatiemodel iJw 3.2, technische regel TR302; domeinregel stapeling (OP259).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ijw.berichten import jw301
from ijw.regels.regel import BERICHT, EIGEN, Afwijking, Doel, Kenmerk, Samenhang, Voorkomen, regel
from ijw.regels.stapeling import Tijdvak, overlappingen

VERWIJDERD = ("13", "01")


def _actueel(product: jw301.ToegewezenProduct, doel: Doel, samenhang: Samenhang) -> Iterable[Kenmerk]:
    verwijderd = product.reden_wijziging in VERWIJDERD and product.einddatum == product.ingangsdatum
    return () if verwijderd else (("actueel", EIGEN),)


def _tijdvak(product: jw301.ToegewezenProduct) -> Tijdvak:
    return Tijdvak(product.product, product.ingangsdatum, product.einddatum)


@regel(
    "TR302",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW301", jw301.ToegewezenProduct),),
    kenmerk=_actueel,
)
def tr302(voorkomens: Sequence[Voorkomen]) -> Iterator[tuple[Voorkomen, Afwijking]]:
    """Yield a deviation for the later one of two products that overlap."""
    return overlappingen(voorkomens, _tijdvak)
