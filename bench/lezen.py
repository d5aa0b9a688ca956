"""Reading a JW323 of 25 MB into declarations, beside lxml that streams it with the schema and keeps nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.meten import WORTEL, meet, tabel, tijd
from bench.valideer import PRESTATIES


def draai(folder: Path, keren: int) -> Iterator[str]:
    """Measure, and give the lines to print; the message is made in `folder`."""
    pad = folder / "lezen.xml"
    meet({"maken": (sys.executable, "-m", "bench.berichten", str(pad), str(PRESTATIES))}, keren=1)
    zelf = (sys.executable, "-m", "bench.lezen")
    metingen = meet(
        {"codec.Stroom, 25 MB": (*zelf, "ijw", str(pad)), "lxml iterparse met schema": (*zelf, "lxml", str(pad))},
        keren=keren,
    )
    eigen, maat = metingen.values()
    yield from tabel("lezen", [eigen, maat], [tijd("tijd, tegen lxml met schema", eigen, maat, 2.5)])


def _ijw(pad: Path) -> int:
    from ijw.codec import Stroom

    return sum(len(client.prestaties) for client in Stroom(pad))


def _lxml(pad: Path) -> int:
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(WORTEL / "xsd" / "3.2" / "JW323.xsd"))
    aantal = 0
    for _, prestatie in etree.iterparse(pad, tag="{*}Prestatie", schema=schema):
        aantal += 1
        prestatie.clear()
        while prestatie.getprevious() is not None:
            del prestatie.getparent()[0]
    return aantal


if __name__ == "__main__":
    wie, bestand = sys.argv[1:]
    if {"ijw": _ijw, "lxml": _lxml}[wie](Path(bestand)) != PRESTATIES:
        raise SystemExit("niet alle prestaties zijn gelezen")
