"""TR302: a product that begins the day after the other ended is allowed, on its last day not."""

from __future__ import annotations

from datetime import date

import pytest

from ijw.berichten import jw301
from tests.bouwers import codes, jw301_bericht, omvang, product, toegewezen_product
from tests.ijw.regels.gevallen import Geval, toets

MEI, JUNI = date(2026, 5, 1), date(2026, 6, 30)
APRIL = date(2026, 4, 1)
SPECIFIEK, ASPECIFIEK, GENERIEK = product(), product(code=None), None
ANDER, ANDERE_CATEGORIE = product(code="45A05"), product(categorie="50", code=None)
STAPELT = [
    (SPECIFIEK, SPECIFIEK),
    (SPECIFIEK, ASPECIFIEK),
    (ASPECIFIEK, SPECIFIEK),
    (ASPECIFIEK, ASPECIFIEK),
    (GENERIEK, SPECIFIEK),
    (ANDERE_CATEGORIE, GENERIEK),
    (GENERIEK, GENERIEK),
]
STAPELT_NIET = [(SPECIFIEK, ANDER), (SPECIFIEK, ANDERE_CATEGORIE), (ASPECIFIEK, ANDERE_CATEGORIE)]


def _bericht(*regels):
    return jw301_bericht(
        toegewezen_producten=[
            _product(n, product, begin, eind) for n, (product, begin, eind) in enumerate(regels, 1)
        ]
    )


def _product(n, product, begin, eind):
    met_code = product is not None and product.code is not None
    return toegewezen_product(
        toewijzing_nummer=n,
        product=product,
        ingangsdatum=begin,
        einddatum=eind if met_code or eind else date(2027, 12, 31),
        omvang=omvang() if met_code else None,
        budget=None if met_code else 100,
    )


test_tr302 = toets(
    "TR302",
    *(
        Geval(
            _bericht((een, MEI, JUNI), (twee, date(2026, 7, 1), None)),
            _bericht((een, MEI, JUNI), (twee, JUNI, None)),
            plek="/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]",
            klasse=jw301.ToegewezenProduct,
        )
        for een, twee in STAPELT
    ),
    *(
        Geval(
            _bericht((een, MEI, JUNI), (twee, MEI, JUNI)),
            _bericht((een, MEI, JUNI), (een, MEI, JUNI)),
            plek="/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]",
            klasse=jw301.ToegewezenProduct,
        )
        for een, twee in STAPELT_NIET
    ),
    Geval(
        _bericht((SPECIFIEK, JUNI, None), (SPECIFIEK, MEI, date(2026, 6, 29))),
        _bericht((SPECIFIEK, JUNI, None), (SPECIFIEK, MEI, JUNI)),
        plek="/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]",
        klasse=jw301.ToegewezenProduct,
    ),
)


def test_periode_die_eindigt_voor_zij_begint_stapelt_niet():
    omgekeerd = _bericht((SPECIFIEK, MEI, JUNI), (SPECIFIEK, JUNI, MEI))
    assert codes(omgekeerd) == [("CS003", "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]")]


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
