"""CD009: a Periode at a temporary address only."""

from __future__ import annotations

from tests.bouwers import contact, periode
from tests.ijw.regels.gevallen import Geval, toets

test_cd009 = toets(
    "CD009",
    *(
        Geval(contact(soort="04", periode=periode()), contact(soort=soort, periode=periode()))
        for soort in ("01", "02", "03")
    ),
    Geval(contact(soort="04"), contact(soort="01", periode=periode(begindatum=None))),
)
