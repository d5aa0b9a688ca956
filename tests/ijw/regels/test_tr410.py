"""TR410: a product that begins the day after the other ended is allowed, on its last day not."""

from __future__ import annotations

from datetime import date

from ijw.berichten import jw317
from tests.bouwers import codes, jw317_bericht, nieuw_product, omvang, product
from tests.ijw.regels.gevallen import Geval, toets

MEI, JUNI = date(2026, 5, 1), date(2026, 6, 30)

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
    return jw317_bericht(
        nieuwe_producten=[_product(n, product, begin, eind) for n, (product, begin, eind) in enumerate(regels, 1)]
    )


def _product(n, product, begin, eind):
    met_code = product is not None and product.code is not None
    return nieuw_product(
        product=product,
        gewenste_ingangsdatum=begin,
        einddatum=eind if met_code or eind else date(2027, 12, 31),
        omvang=omvang() if met_code else None,
        budget=None if met_code else 100,
    )


test_tr410 = toets(
    "TR410",
    *(
        Geval(
            _bericht((een, MEI, JUNI), (twee, date(2026, 7, 1), None)),
            _bericht((een, MEI, JUNI), (twee, JUNI, None)),
            plek="/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct[2]",
            klasse=jw317.NieuwProduct,
        )
        for een, twee in STAPELT
    ),
    *(
        Geval(
            _bericht((een, MEI, JUNI), (twee, MEI, JUNI)),
            _bericht((een, MEI, JUNI), (een, MEI, JUNI)),
            plek="/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct[2]",
            klasse=jw317.NieuwProduct,
            ook=("TR101",),
        )
        for een, twee in STAPELT_NIET
    ),
    Geval(
        _bericht((SPECIFIEK, JUNI, None), (SPECIFIEK, MEI, date(2026, 6, 29))),
        _bericht((SPECIFIEK, JUNI, None), (SPECIFIEK, MEI, JUNI)),
        plek="/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct[1]",
        klasse=jw317.NieuwProduct,
    ),
)


def test_periode_die_eindigt_voor_zij_begint_stapelt_niet():
    omgekeerd = _bericht((SPECIFIEK, MEI, JUNI), (SPECIFIEK, JUNI, MEI))
    assert codes(omgekeerd) == [("CS003", "/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct[2]")]
