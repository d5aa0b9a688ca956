"""TR383: two products with one reference."""

from __future__ import annotations

from ijw.berichten import jw315
from tests.bouwers import aangevraagd_product, jw315_bericht
from tests.ijw.regels.gevallen import Geval, toets


def _bericht(eerste, tweede):
    return jw315_bericht(
        aangevraagde_producten=[
            aangevraagd_product(referentie_aanbieder=eerste),
            aangevraagd_product(referentie_aanbieder=tweede, code="45A05"),
        ]
    )


test_tr383 = toets(
    "TR383",
    Geval(
        _bericht("A0001", "A0002"),
        _bericht("A0001", "A0001"),
        plek="/Bericht/Client/AangevraagdeProducten/AangevraagdProduct[2]",
        klasse=jw315.AangevraagdProduct,
        ook=("TR101",),
    ),
)
