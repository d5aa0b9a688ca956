"""TR386: a product that begins the day after the other ended is allowed, on its last day not."""

from __future__ import annotations

from ijw.berichten import jw315
from tests.bouwers import aangevraagd_product, codes, jw315_bericht
from tests.ijw.regels.gevallen import toets
from tests.ijw.regels.stapelgevallen import omgekeerd, omvang_en_einde, stapelgevallen

PLEK = "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct"


def _bericht(*regels):
    return jw315_bericht(aangevraagde_producten=[_product(n, *regel) for n, regel in enumerate(regels, 1)])


def _product(n, product, begin, eind):
    passend, einde = omvang_en_einde(product, eind)
    return aangevraagd_product(
        referentie_aanbieder=f"A{n}",
        product=product,
        toewijzing_ingangsdatum=begin,
        toewijzing_einddatum=einde,
        **passend,
    )


test_tr386 = toets("TR386", *stapelgevallen(_bericht, jw315.AangevraagdProduct, PLEK))


def test_periode_die_eindigt_voor_zij_begint_stapelt_niet():
    assert codes(omgekeerd(_bericht)) == [("CS003", f"{PLEK}[2]")]
