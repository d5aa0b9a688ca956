"""TR410: a product that begins the day after the other ended is allowed, on its last day not."""

from __future__ import annotations

from ijw.berichten import jw317
from tests.bouwers import codes, jw317_bericht, nieuw_product
from tests.ijw.regels.gevallen import toets
from tests.ijw.regels.stapelgevallen import omgekeerd, omvang_en_einde, stapelgevallen

PLEK = "/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct"


def _bericht(*regels):
    return jw317_bericht(nieuwe_producten=[_product(*regel) for regel in regels])


def _product(product, begin, eind):
    passend, einde = omvang_en_einde(product, eind)
    return nieuw_product(product=product, gewenste_ingangsdatum=begin, einddatum=einde, **passend)


test_tr410 = toets("TR410", *stapelgevallen(_bericht, jw317.NieuwProduct, PLEK, ook_bij_gelijk=("TR101",)))


def test_periode_die_eindigt_voor_zij_begint_stapelt_niet():
    assert codes(omgekeerd(_bericht)) == [("CS003", f"{PLEK}[2]")]
