"""CD025: a Dutch address has a Huis, another need not."""

from __future__ import annotations

from tests.bouwers import contact
from tests.ijw.regels.gevallen import Geval, toets

test_cd025 = toets(
    "CD025",
    Geval(contact(soort="02", adres=None), contact(huis=None)),
    Geval(contact(huis=None, land_code="BE"), contact(huis=None)),
    Geval(contact(), contact(huis=None)),
)
