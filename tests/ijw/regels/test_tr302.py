"""TR302: a product that begins the day after the other ended is allowed, on its last day not."""

from __future__ import annotations

from datetime import date

import pytest

from ijw.berichten import jw301
from tests.bouwers import codes, jw301_bericht, toegewezen_product
from tests.ijw.regels.gevallen import toets
from tests.ijw.regels.stapelgevallen import omgekeerd, omvang_en_einde, stapelgevallen

PLEK = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct"
APRIL = date(2026, 4, 1)


def _bericht(*regels):
    return jw301_bericht(toegewezen_producten=[_product(n, *regel) for n, regel in enumerate(regels, 1)])


def _product(n, product, begin, eind):
    passend, einde = omvang_en_einde(product, eind)
    return toegewezen_product(toewijzing_nummer=n, product=product, ingangsdatum=begin, einddatum=einde, **passend)


test_tr302 = toets("TR302", *stapelgevallen(_bericht, jw301.ToegewezenProduct, PLEK))


def test_periode_die_eindigt_voor_zij_begint_stapelt_niet():
    assert codes(omgekeerd(_bericht)) == [("CS003", f"{PLEK}[2]")]


@pytest.mark.parametrize("reden", ["13", "01"])
def test_verwijderde_toewijzing_telt_niet_mee(reden):
    verwijderd = toegewezen_product(
        toewijzing_nummer=2, ingangsdatum=APRIL, einddatum=APRIL, reden_wijziging=reden
    )
    bericht = jw301_bericht(toegewezen_producten=[toegewezen_product(), verwijderd])
    assert "TR302" not in dict(codes(bericht))


@pytest.mark.parametrize(("reden", "einddatum"), [(None, 1), ("14", 1), ("13", 2)])
def test_toewijzing_die_niet_verwijderd_is_telt_mee(reden, einddatum):
    kort = toegewezen_product(
        toewijzing_nummer=2, ingangsdatum=APRIL, einddatum=date(2026, 4, einddatum), reden_wijziging=reden
    )
    bericht = jw301_bericht(toegewezen_producten=[toegewezen_product(), kort])
    assert "TR302" in dict(codes(bericht))
