"""CS089: four digits and two letters for the Netherlands."""

from __future__ import annotations

from tests.bouwers import contact
from tests.ijw.regels.gevallen import Geval, toets

test_cs089 = toets(
    "CS089",
    Geval(contact(soort="02", adres=None), contact(postcode="7500")),
    *(
        Geval(contact(postcode=goed), contact(postcode=fout))
        for goed, fout in (
            ("7500AA", "7500 AA"),
            ("1000zz", "0999ZZ"),
            ("9999ZZ", "9999Z1"),
            ("7500AA", "7500AAA"),
            ("7500AA", "٧500AA"),
        )
    ),
    Geval(contact(postcode="B-9000", land_code="BE"), contact(postcode="B-9000")),
)
