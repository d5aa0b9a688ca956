"""TR006: a Telefoon, or Huis and Postcode together."""

from __future__ import annotations

from ijw.berichten import jw301
from tests.bouwers import contact, jw301_bericht
from tests.ijw.regels.gevallen import Geval, toets

test_tr006 = toets(
    "TR006",
    Geval(contact(telefoon=None), contact(telefoon=None, adres=None, soort="02")),
    Geval(
        contact(adres=None, soort="02"), contact(telefoon=None, adres=None, soort="02", emailadres="t@example.org")
    ),
    Geval(contact(telefoon=None), contact(telefoon=None, huis=None, land_code="BE")),
    Geval(contact(telefoon=None, soort="02"), contact(telefoon=None, soort="02", postcode=None, land_code=None)),
    Geval(
        jw301_bericht(contactgegevens=[contact(), contact(soort="04", telefoon=None)]),
        jw301_bericht(contactgegevens=[contact(), contact(soort="04", telefoon=None, adres=None)]),
        plek="/Bericht/Client/Contactgegevens/Contact[2]",
        klasse=jw301.Contact,
    ),
)
