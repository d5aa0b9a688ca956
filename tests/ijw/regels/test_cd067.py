"""CD067: a Naam when there is no ZorgverlenerCode."""

from __future__ import annotations

from tests.bouwers import aangevraagd_product, verwijzer
from tests.ijw.regels.gevallen import Geval, toets


def _van(type_, naam=None, code=None):
    return aangevraagd_product(verwijzer=verwijzer(type=type_, naam=naam, zorgverlener_code=code))


test_cd067 = toets(
    "CD067",
    Geval(_van("02", code="01234567"), _van("02")),
    *(Geval(_van(type_, naam="Testpraktijk"), _van(type_)) for type_ in ("02", "03", "04", "05")),
    *(Geval(_van(type_), _van("02")) for type_ in ("01", "06", "08")),
)
