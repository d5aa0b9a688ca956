"""TR061: a temporary address alone is not enough."""

from __future__ import annotations

from tests.bouwers import codes, contact, jw301_bericht, jw301_client, relatie
from tests.ijw.regels.gevallen import Geval, toets


def _client(soort):
    return jw301_client(contactgegevens=[contact(soort=soort)])


test_tr061 = toets(
    "TR061",
    *(Geval(_client(soort), _client("04")) for soort in ("01", "02", "03")),
)


def test_contact_van_een_relatie_telt_niet_mee():
    bericht = jw301_bericht(contactgegevens=[contact(soort="04")], relaties=[relatie(contact=contact(soort="01"))])
    assert codes(bericht) == [("TR061", "/Bericht/Client")]
