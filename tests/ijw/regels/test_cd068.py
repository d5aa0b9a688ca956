"""CD068: no ZorgverlenerCode outside care."""

from __future__ import annotations

from tests.bouwers import aangevraagd_product, verwijzer
from tests.ijw.regels.gevallen import Geval, toets


def _van(type_, naam=None, code=None):
    return aangevraagd_product(verwijzer=verwijzer(type=type_, naam=naam, zorgverlener_code=code))


test_cd068 = toets(
    "CD068",
    *(Geval(_van("05", code="01234567"), _van(type_, code="01234567")) for type_ in ("01", "06", "08")),
    *(
        Geval(_van(type_, naam="Testrechtbank"), _van(type_, naam="Testrechtbank", code="01234567"))
        for type_ in ("01", "06", "08")
    ),
)
