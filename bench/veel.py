"""`ijw valideer` over 5,000 messages of about 5 kB, beside lxml that only parses and tests by the schema."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.meten import WORTEL, meet, tabel, tijd

BERICHTEN = 5_000


def draai(folder: Path, keren: int) -> Iterator[str]:
    """Measure, and give the lines to print; the messages are made in `folder`."""
    berichten = folder / "veel"
    berichten.mkdir()
    meet({"maken": (sys.executable, "-m", "bench.gemengd", str(berichten), str(BERICHTEN))}, keren=1)
    metingen = meet(
        {
            "ijw valideer, 5.000 berichten": (sys.executable, "-m", "backoffice.cli", "valideer", str(berichten)),
            "lxml, lezen en schema": (sys.executable, "-m", "bench.veel", str(berichten)),
        },
        keren=keren,
    )
    eigen, maat = metingen.values()
    yield from tabel("veel", [eigen, maat], [tijd("tijd, tegen lxml met schema", eigen, maat, 4)])


def _lxml(folder: Path) -> None:
    from lxml import etree

    schemas = {
        pad.stem.lower(): etree.XMLSchema(etree.parse(pad)) for pad in (WORTEL / "xsd" / "3.2").glob("JW*.xsd")
    }
    for pad in sorted(folder.iterdir()):
        boom = etree.parse(pad)
        schemas[boom.getroot().prefix].assertValid(boom)


if __name__ == "__main__":
    _lxml(Path(sys.argv[1]))
