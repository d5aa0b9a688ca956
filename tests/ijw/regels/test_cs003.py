"""CS003: an end on the first day is allowed, a day before it is not."""

from __future__ import annotations

from datetime import date

from tests.bouwers import (
    aangevraagd_product,
    contact,
    nieuw_product,
    periode,
    te_wijzigen_product,
    toegewezen_product,
)
from tests.ijw.regels.gevallen import Geval, toets

MEI, APRIL = date(2026, 5, 1), date(2026, 4, 30)


def _tijdelijk(eind):
    return contact(soort="04", periode=periode(begindatum=MEI, einddatum=eind))


test_cs003 = toets(
    "CS003",
    Geval(_tijdelijk(MEI), _tijdelijk(APRIL)),
    Geval(_tijdelijk(None), _tijdelijk(APRIL)),
    Geval(contact(soort="04", periode=periode(begindatum=None)), _tijdelijk(APRIL)),
    Geval(
        toegewezen_product(ingangsdatum=MEI, einddatum=MEI),
        toegewezen_product(ingangsdatum=MEI, einddatum=APRIL),
    ),
    Geval(toegewezen_product(einddatum=None), toegewezen_product(ingangsdatum=MEI, einddatum=APRIL)),
    Geval(
        aangevraagd_product(toewijzing_ingangsdatum=MEI, toewijzing_einddatum=MEI),
        aangevraagd_product(toewijzing_ingangsdatum=MEI, toewijzing_einddatum=APRIL),
    ),
    *(
        Geval(bouw(gewenste_ingangsdatum=MEI, einddatum=MEI), bouw(gewenste_ingangsdatum=MEI, einddatum=APRIL))
        for bouw in (nieuw_product, te_wijzigen_product)
    ),
)
