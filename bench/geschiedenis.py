"""Whether a message costs more when there are many before it: the last of 200 equal ones beside the tenth."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bench.meten import Meting, Verhouding, tabel

BERICHTEN = 205
PRESTATIES = 300
_NU = datetime(2026, 4, 13, 9, tzinfo=UTC)


def draai(folder: Path, keren: int) -> Iterator[str]:
    """Measure in one process on SQLite, the median of the eleven messages around each; `keren` is not used."""
    from backoffice.bootstrap import open_werkplek
    from backoffice.services.ontvang import ontvang
    from bench.berichten import schrijf_jw323
    from bench.register import vul

    werkplek = open_werkplek(f"sqlite:///{folder / 'geschiedenis.db'}", {})
    vul(werkplek, BERICHTEN * PRESTATIES)
    seconden = []
    for nummer in range(BERICHTEN):
        pad = folder / "geschiedenis.xml"
        schrijf_jw323(pad, PRESTATIES, nummer * PRESTATIES)
        begin = time.perf_counter()
        ontvangst = ontvang(werkplek, pad, _NU)
        seconden.append(time.perf_counter() - begin)
        if ontvangst.uitkomst != "verwerkt" or ontvangst.afgewezen:
            raise SystemExit(f"{ontvangst.uitkomst}: {[b.melding for b in ontvangst.bevindingen[:3]]}")
    tiende, laatste = median(seconden[4:15]), median(seconden[194:205])
    metingen = [Meting("10e bericht van 300 prestaties", tiende, 0), Meting("200e bericht", laatste, 0)]
    verhouding = Verhouding("tijd, 200e tegen 10e", f"{laatste:.3f} s", laatste / tiende, 1.15)
    yield from tabel("geschiedenis", metingen, [verhouding])
