"""The rules per release, listed by hand in the order of their codes."""

from __future__ import annotations

from functools import cache

from ijw.bevinding import Niveau
from ijw.regels.cd005 import cd005
from ijw.regels.cd007 import cd007
from ijw.regels.cd009 import cd009
from ijw.regels.cd025 import cd025
from ijw.regels.cd034 import cd034
from ijw.regels.cd041 import cd041
from ijw.regels.cd043 import cd043
from ijw.regels.cd060 import cd060
from ijw.regels.cd066 import cd066
from ijw.regels.cd067 import cd067
from ijw.regels.cd068 import cd068
from ijw.regels.cd075 import cd075
from ijw.regels.cd076 import cd076
from ijw.regels.cd077 import cd077
from ijw.regels.cd078 import cd078
from ijw.regels.cd079 import cd079
from ijw.regels.cd080 import cd080
from ijw.regels.cd085 import cd085
from ijw.regels.cd086 import cd086
from ijw.regels.cd087 import cd087
from ijw.regels.cd095 import cd095
from ijw.regels.cd096 import cd096
from ijw.regels.cs002 import cs002
from ijw.regels.cs003 import cs003
from ijw.regels.cs050 import cs050
from ijw.regels.cs058 import cs058
from ijw.regels.cs089 import cs089
from ijw.regels.cs100 import cs100
from ijw.regels.cs139 import cs139
from ijw.regels.cs318 import cs318
from ijw.regels.cs325 import cs325
from ijw.regels.cs335 import cs335
from ijw.regels.cs336 import cs336
from ijw.regels.cs337 import cs337
from ijw.regels.cs338 import cs338
from ijw.regels.cs339 import cs339
from ijw.regels.cs340 import cs340
from ijw.regels.cs343 import cs343
from ijw.regels.regel import Regel
from ijw.regels.tr002 import tr002
from ijw.regels.tr006 import tr006
from ijw.regels.tr018 import tr018
from ijw.regels.tr056 import tr056
from ijw.regels.tr061 import tr061
from ijw.regels.tr101 import tr101
from ijw.regels.tr134 import tr134
from ijw.regels.tr135 import tr135
from ijw.regels.tr137 import tr137
from ijw.regels.tr302 import tr302
from ijw.regels.tr304 import tr304
from ijw.regels.tr307 import tr307
from ijw.regels.tr308 import tr308
from ijw.regels.tr314 import tr314
from ijw.regels.tr315 import tr315
from ijw.regels.tr316 import tr316
from ijw.regels.tr318 import tr318
from ijw.regels.tr319 import tr319
from ijw.regels.tr321 import tr321
from ijw.regels.tr322 import tr322
from ijw.regels.tr323 import tr323
from ijw.regels.tr332 import tr332
from ijw.regels.tr333 import tr333
from ijw.regels.tr335 import tr335
from ijw.regels.tr338 import tr338
from ijw.regels.tr339 import tr339
from ijw.regels.tr340 import tr340
from ijw.regels.tr341 import tr341
from ijw.regels.tr342 import tr342
from ijw.regels.tr346 import tr346
from ijw.regels.tr352 import tr352
from ijw.regels.tr353 import tr353
from ijw.regels.tr358 import tr358
from ijw.regels.tr369 import tr369
from ijw.regels.tr377 import tr377
from ijw.regels.tr378 import tr378
from ijw.regels.tr380 import tr380
from ijw.regels.tr381 import tr381
from ijw.regels.tr383 import tr383
from ijw.regels.tr384 import tr384
from ijw.regels.tr385 import tr385
from ijw.regels.tr386 import tr386
from ijw.regels.tr387 import tr387
from ijw.regels.tr388 import tr388
from ijw.regels.tr389 import tr389
from ijw.regels.tr390 import tr390
from ijw.regels.tr409 import tr409
from ijw.regels.tr410 import tr410
from ijw.regels.tr416 import tr416
from ijw.regels.tr418 import tr418
from ijw.vorm import Berichtsoort

REGELS_3_2: tuple[Regel, ...] = (
    cd005,
    cd007,
    cd009,
    cd025,
    cd034,
    cd041,
    cd043,
    cd060,
    cd066,
    cd067,
    cd068,
    cd075,
    cd076,
    cd077,
    cd078,
    cd079,
    cd080,
    cd085,
    cd086,
    cd087,
    cd095,
    cd096,
    cs002,
    cs003,
    cs050,
    cs058,
    cs089,
    cs100,
    cs139,
    cs318,
    cs325,
    cs335,
    cs336,
    cs337,
    cs338,
    cs339,
    cs340,
    cs343,
    tr002,
    tr006,
    tr018,
    tr056,
    tr061,
    tr101,
    tr134,
    tr135,
    tr137,
    tr302,
    tr304,
    tr307,
    tr308,
    tr314,
    tr315,
    tr316,
    tr318,
    tr319,
    tr321,
    tr322,
    tr323,
    tr332,
    tr333,
    tr335,
    tr338,
    tr339,
    tr340,
    tr341,
    tr342,
    tr346,
    tr352,
    tr353,
    tr358,
    tr369,
    tr377,
    tr378,
    tr380,
    tr381,
    tr383,
    tr384,
    tr385,
    tr386,
    tr387,
    tr388,
    tr389,
    tr390,
    tr409,
    tr410,
    tr416,
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
