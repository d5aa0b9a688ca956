"""How long messages take that were made to be slow, in CPU seconds per 100 kB; the slowest first."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from statistics import median

from bench.meten import Meting, Verhouding, tabel
from ijw.codec import lees
from ijw.fouten import IjwError

_MEESTE = 1.0
_GETOOND = 8


def draai(folder: object, keren: int) -> Iterator[str]:
    """Measure in one process the documents of the tests; nothing is made in `folder`."""
    from tests.ijw.vijandig import GELEZEN, GEWEIGERD

    metingen = [
        Meting(naam, median(_seconden(xml) for _ in range(keren)) / len(xml) * 100_000, 0)
        for naam, xml in (GEWEIGERD | GELEZEN).items()
    ]
    metingen.sort(key=lambda meting: meting.seconden, reverse=True)
    traagste = metingen[0].seconden
    wat = f"traagste van {len(metingen)}, per 100 kB tegen 1 s"
    yield from tabel(
        "vijandig", metingen[:_GETOOND], [Verhouding(wat, f"{traagste:.3f} s", traagste / _MEESTE, 1)]
    )


def _seconden(xml: bytes) -> float:
    begin = time.process_time()
    with suppress(IjwError):
        lees(xml)
    return time.process_time() - begin
