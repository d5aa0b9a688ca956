"""The rules per release, listed by hand in the order of their codes."""

from __future__ import annotations

from functools import cache

from ijw.bevinding import Niveau
from ijw.regels.cd060 import cd060
from ijw.regels.cs337 import cs337
from ijw.regels.regel import Regel
from ijw.regels.tr101 import tr101
from ijw.regels.tr316 import tr316
from ijw.regels.tr358 import tr358
from ijw.vorm import Berichtsoort

REGELS_3_2: tuple[Regel, ...] = (
    cd060,
    cs337,
    tr101,
    tr316,
    tr358,
)

REGELS: dict[str, tuple[Regel, ...]] = {"3.2": REGELS_3_2}


@cache
def regels_voor(soort: Berichtsoort, niveau: Niveau) -> tuple[Regel, ...]:
    """The rules of one level that look at a berichtsoort, in the order of the table."""
    return tuple(
        regel
        for regel in REGELS[soort.release]
        if regel.niveau is niveau and any(doel.bericht == soort.naam for doel in regel.doelen)
    )
