"""The rules per release, listed by hand in the order of their codes."""

from __future__ import annotations

from functools import cache

from ijw.bevinding import Niveau
from ijw.regels.cd060 import cd060
from ijw.regels.cs337 import cs337
from ijw.regels.regel import Regel
from ijw.regels.tr056 import tr056
from ijw.regels.tr101 import tr101
from ijw.regels.tr135 import tr135
from ijw.regels.tr304 import tr304
from ijw.regels.tr307 import tr307
from ijw.regels.tr308 import tr308
from ijw.regels.tr314 import tr314
from ijw.regels.tr316 import tr316
from ijw.regels.tr318 import tr318
from ijw.regels.tr319 import tr319
from ijw.regels.tr321 import tr321
from ijw.regels.tr322 import tr322
from ijw.regels.tr323 import tr323
from ijw.regels.tr333 import tr333
from ijw.regels.tr338 import tr338
from ijw.regels.tr339 import tr339
from ijw.regels.tr340 import tr340
from ijw.regels.tr341 import tr341
from ijw.regels.tr346 import tr346
from ijw.regels.tr358 import tr358
from ijw.regels.tr369 import tr369
from ijw.regels.tr378 import tr378
from ijw.regels.tr381 import tr381
from ijw.regels.tr384 import tr384
from ijw.regels.tr387 import tr387
from ijw.regels.tr388 import tr388
from ijw.regels.tr389 import tr389
from ijw.regels.tr390 import tr390
from ijw.regels.tr418 import tr418
from ijw.vorm import Berichtsoort

REGELS_3_2: tuple[Regel, ...] = (
    cd060,
    cs337,
    tr056,
    tr101,
    tr135,
    tr304,
    tr307,
    tr308,
    tr314,
    tr316,
    tr318,
    tr319,
    tr321,
    tr322,
    tr323,
    tr333,
    tr338,
    tr339,
    tr340,
    tr341,
    tr346,
    tr358,
    tr369,
    tr378,
    tr381,
    tr384,
    tr387,
    tr388,
    tr389,
    tr390,
    tr418,
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
