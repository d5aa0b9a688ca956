"""TR416: a message debits a product of a toewijzing once per productperiode.

Reading: a credit in the same message does not make room for a second debet, for it credits an earlier
message (TR316). Two cliënten cannot share a ToewijzingNummer, so the cliënt is not part of the comparison.

Bron: informatiemodel iJw 3.2, technische regel TR416.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ijw.berichten import jw323
from ijw.regels.regel import BERICHT, EIGEN, Afwijking, Doel, Kenmerk, Samenhang, Voorkomen, elke_volgende, regel


def _geleverd(prestatie: jw323.Prestatie, doel: Doel, samenhang: Samenhang) -> Iterable[Kenmerk]:
    if prestatie.ingediend_bedrag.debet_credit == "C":
        return ()
    periode = prestatie.product_periode
    geleverd = (
        prestatie.toewijzing_nummer,
        prestatie.product_categorie,
        prestatie.product_code,
        periode.begindatum,
        periode.einddatum,
    )
    return ((geleverd, EIGEN),)


@regel(
    "TR416",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW323", jw323.Prestatie),),
    kenmerk=_geleverd,
)
def tr416(voorkomens: Sequence[Voorkomen]) -> Iterator[tuple[Voorkomen, Afwijking]]:
    """Yield a deviation for every further debet of the same product, toewijzing and period."""
    return elke_volgende(
        voorkomens,
        "debiteert een product dat al in dit bericht staat",
        "een debetprestatie per toewijzing, product en ProductPeriode",
    )
