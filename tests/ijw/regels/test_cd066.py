"""CD066: no Naam beside a ZorgverlenerCode."""

from __future__ import annotations

from tests.bouwers import aangevraagd_product, verwijzer
from tests.ijw.regels.gevallen import Geval, toets


def _van(type_, naam=None, code=None):
    return aangevraagd_product(verwijzer=verwijzer(type=type_, naam=naam, zorgverlener_code=code))


test_cd066 = toets(
    "CD066",
    *(
        Geval(_van(type_, code="01234567"), _van(type_, naam="Testpraktijk", code="01234567"))
        for type_ in ("02", "03", "04", "05")
    ),
    *(
        Geval(_van(type_, naam="Testpraktijk"), _van(type_, naam="Testpraktijk", code="01234567"))
        for type_ in ("02", "03", "04", "05")
    ),
)
