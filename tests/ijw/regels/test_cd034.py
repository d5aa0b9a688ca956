"""CD034: a Postcode at a BRP-adres and at a verblijfadres."""

from __future__ import annotations

from ijw.berichten import jw301
from tests.bouwers import contact, jw301_bericht
from tests.ijw.regels.gevallen import Geval, toets

test_cd034 = toets(
    "CD034",
    *(
        Geval(
            contact(soort=vrij, postcode=None, land_code=None),
            contact(soort=soort, postcode=None, land_code=None),
        )
        for vrij, soort in (("02", "01"), ("04", "03"))
    ),
    Geval(contact(soort="02", adres=None), contact(soort="01", adres=None)),
    Geval(
        jw301_bericht(contactgegevens=[contact(soort="03")]),
        jw301_bericht(contactgegevens=[contact(soort="03", adres=None)]),
        plek="/Bericht/Client/Contactgegevens/Contact[1]",
        klasse=jw301.Contact,
    ),
)
