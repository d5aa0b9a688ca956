"""200 uploads of 1 MB at the same moment on one portal process with SQLite, while people look around.

Every message is another one and must be there once when all is done. Browsers ask for pages one after the other,
and how long they wait is told for the time before the uploads and for the time during them.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from bench.inzenden import Server, server
from bench.meten import meet

UPLOADS: Final = 200
PER_BERICHT: Final = 1_150  # prestaties, which makes 1 MB
_BROWSERS: Final = 8
_PAGINAS: Final = ("/", "/berichten", "/berichten/uitgaand", "/berichten/indienen", "/contracten", "/betalingen")
_RUSTIG: Final = 5.0  # seconds of browsing before the uploads begin


def draai(folder: Path, keren: int) -> Iterator[str]:
    """Measure once and give the lines to print; `keren` is not used."""
    yield from meet_drukte(folder, UPLOADS, PER_BERICHT)


def meet_drukte(folder: Path, uploads: int, per_bericht: int) -> Iterator[str]:
    """So many uploads at once of messages with so many prestaties."""
    map_, sleutels, database = folder / "drukte", folder / "sleutels", folder / "drukte.db"
    url = f"sqlite:///{database}"
    meet({"maak": (sys.executable, "-m", "bench.drukte", str(map_), str(uploads), str(per_bericht))}, keren=1)
    aantal = str(uploads * per_bericht)
    verwerk = (sys.executable, "-m", "bench.verwerk", "register", url, str(sleutels), aantal)
    meet({"register": verwerk}, keren=1)
    meet({"account": (sys.executable, "-m", "bench.inzenden", "account", url, str(sleutels))}, keren=1)
    rustig: list[float] = []
    druk: list[float] = []
    status: Counter[int] = Counter()
    with server(url, sleutels) as draaiend:
        koek = draaiend.meld_aan()
        with _kijkers(draaiend, koek, rustig, status):
            time.sleep(_RUSTIG)
        begin = time.perf_counter()
        with _kijkers(draaiend, koek, druk, status), ThreadPoolExecutor(uploads) as tegelijk:
            duren, codes = zip(
                *tegelijk.map(lambda pad: _dien_in(draaiend, koek, pad), sorted(map_.iterdir())), strict=True
            )
        seconden = time.perf_counter() - begin
        geheugen = draaiend.geheugen
    with closing(sqlite3.connect(database)) as conn:
        bewaard, verschillend = conn.execute(
            "SELECT count(*), count(DISTINCT identificatie) FROM bericht "
            "WHERE soort = 'JW323' AND oordeel = 'goed'"
        ).fetchone()
        (antwoorden,) = conn.execute("SELECT count(*) FROM uitgaand WHERE soort = 'JW325'").fetchone()
    gelukt = bewaard == verschillend == antwoorden == uploads and set(codes) == {200} and set(status) == {200}
    yield f"drukte: {uploads} uploads tegelijk, {_BROWSERS} mensen kijken rond (load {os.getloadavg()[0]:.1f})"
    yield f"  {bewaard} verwerkt, {verschillend} verschillend, {antwoorden} keer JW325, in {seconden:.1f} s"
    yield f"  antwoorden op uploads {dict(Counter(codes))}, op pagina's {dict(status)}"
    yield f"  upload p50 {median(duren):.1f} s, langste {max(duren):.1f} s; geheugen {geheugen / 1e6:.0f} MB"
    for wanneer, reeks in (("vooraf", rustig), ("tijdens", druk)):
        p95 = quantiles(reeks, n=20)[-1] if len(reeks) > 1 else max(reeks, default=0.0)
        p50 = median(reeks or [0.0])
        yield f"  pagina's {wanneer}: {len(reeks)}, p50 {1000 * p50:.0f} ms, p95 {1000 * p95:.0f} ms"
    yield f"  alles gelukt, niets kwijt of dubbel: {'ja' if gelukt else 'NEE'}"


def _dien_in(draaiend: Server, koek: str, pad: Path) -> tuple[float, int]:
    """Offer a file until it is taken in; who is asked to come back later does."""
    begin = time.perf_counter()
    while True:
        status, koppen, _ = draaiend.dien_in(pad.read_bytes(), koek, pad.name)
        if status != 503 or "retry-after" not in koppen:
            return time.perf_counter() - begin, status
        time.sleep(float(koppen["retry-after"]))


@contextmanager
def _kijkers(draaiend: Server, koek: str, tijden: list[float], status: Counter[int]) -> Iterator[None]:
    """Let people look around meanwhile."""
    klaar = threading.Event()
    kijkers = [
        threading.Thread(target=_kijk, args=(draaiend, koek, tijden, status, klaar)) for _ in range(_BROWSERS)
    ]
    for kijker in kijkers:
        kijker.start()
    try:
        yield
    finally:
        klaar.set()
        for kijker in kijkers:
            kijker.join()


def _kijk(draaiend: Server, koek: str, tijden: list[float], status: Counter[int], klaar: threading.Event) -> None:
    nummer = 0
    while not klaar.is_set():
        begin = time.perf_counter()
        code, _, _ = draaiend.vraag("GET", _PAGINAS[nummer % len(_PAGINAS)], koek=koek)
        tijden.append(time.perf_counter() - begin)
        status[code] += 1
        nummer += 1
        time.sleep(0.2)


def _maak(folder: Path, aantal: int, prestaties: int) -> None:
    from bench.berichten import schrijf_jw323

    folder.mkdir(parents=True)
    for nummer in range(aantal):
        schrijf_jw323(folder / f"{nummer:04}.xml", prestaties, nummer * prestaties)


if __name__ == "__main__":
    _maak(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
