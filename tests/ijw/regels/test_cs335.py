"""CS335: removed (13) when the Einddatum is the Ingangsdatum."""

from __future__ import annotations

from datetime import date

from tests.bouwers import toegewezen_product
from tests.ijw.regels.gevallen import Geval, toets


def _verwijderd(eind):
    return toegewezen_product(reden_wijziging="13", ingangsdatum=date(2026, 4, 1), einddatum=eind)


test_cs335 = toets(
    "CS335",
    Geval(_verwijderd(date(2026, 4, 1)), _verwijderd(date(2026, 4, 2))),
    Geval(_verwijderd(date(2026, 4, 1)), _verwijderd(None)),
    Geval(
        toegewezen_product(reden_wijziging="14", einddatum=date(2026, 4, 2)),
        _verwijderd(date(2026, 4, 2)),
    ),
)
