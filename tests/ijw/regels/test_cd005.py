"""CD005: LandCode and Postcode together or neither."""

from __future__ import annotations

from tests.bouwers import contact
from tests.ijw.regels.gevallen import Geval, toets


def _zonder_soort(**afwijking):
    return contact(soort="02", **afwijking)


test_cd005 = toets(
    "CD005",
    Geval(_zonder_soort(), _zonder_soort(land_code=None)),
    Geval(_zonder_soort(postcode=None, land_code=None), _zonder_soort(postcode=None)),
)
