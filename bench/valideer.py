"""`ijw valideer` beside xmllint on one JW323 of 25 MB, its memory at 250 MB, and how fast it starts."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.meten import WORTEL, Meting, Verhouding, meet, tabel, tijd

PRESTATIES = 29_681
"""So many prestaties make a JW323 of about 25 MB."""

_MEESTE_GEHEUGEN = 150_000_000
_VALIDEER = (sys.executable, "-m", "backoffice.cli", "valideer")


def draai(folder: Path, keren: int) -> Iterator[str]:
    """Measure, and give the lines to print; files are made in `folder`."""
    klein, normaal, groot = (_maak(folder, aantal) for aantal in (1, PRESTATIES, 10 * PRESTATIES))
    snelheid: dict[str, tuple[str, ...]] = {"ijw valideer, 25 MB": (*_VALIDEER, str(normaal))}
    xmllint = shutil.which("xmllint")
    if xmllint is None:
        yield "xmllint ontbreekt: de vergelijking daarmee is overgeslagen."
    else:
        schema = str(WORTEL / "xsd" / "3.2" / "JW323.xsd")
        snelheid["xmllint"] = (xmllint, "--stream", "--noout", "--schema", schema, str(normaal))
    metingen = meet(snelheid, keren=keren)
    metingen |= meet({"ijw valideer, 250 MB": (*_VALIDEER, "--limiet", "0", str(groot))}, keren=1)
    start = meet(
        {
            "ijw valideer, 1 prestatie": (*_VALIDEER, str(klein)),
            "import lxml.etree": (sys.executable, "-c", "import lxml.etree"),
        },
        keren=2 * keren + 1,
    )
    eigen, tien_keer = metingen["ijw valideer, 25 MB"], metingen["ijw valideer, 250 MB"]
    verhoudingen = [
        Verhouding("geheugen, van hoogstens 150 MB", _mb(eigen), eigen.geheugen / _MEESTE_GEHEUGEN, 1),
        Verhouding("geheugen, 250 MB tegen 25 MB", _mb(tien_keer), tien_keer.geheugen / eigen.geheugen, 1.2),
        tijd("start, tegen import lxml.etree", *start.values(), 8),
    ]
    if xmllint is not None:
        verhoudingen.insert(0, tijd("tijd, tegen xmllint", eigen, metingen["xmllint"], 3))
    yield from tabel("valideer", [*metingen.values(), *start.values()], verhoudingen)


def _mb(meting: Meting) -> str:
    return f"{meting.geheugen / 1e6:.0f} MB"


def _maak(folder: Path, prestaties: int) -> Path:
    pad = folder / f"jw323-{prestaties}.xml"
    maken = (sys.executable, "-m", "bench.berichten", str(pad), str(prestaties))
    subprocess.run(maken, cwd=WORTEL, check=True)
    return pad
