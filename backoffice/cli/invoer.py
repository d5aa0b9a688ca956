"""Where messages come from: files, folders, zip files and standard input, none of them trusted.

Nothing is ever unpacked by name or path. What comes from a zip file or standard input is read up to a cap,
whatever it says of its own size (services/zipbestand.py).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from backoffice.services.leesbaar import toonbaar
from backoffice.services.zipbestand import blokken, gespoeld, is_zip, lees_zip
from ijw.bron import Bron

STDIN: Final = "-"
_ACHTERVOEGSELS: Final = (".xml", ".zip")


class Invoer(NamedTuple):
    """One message to judge, under the name people know it by: its bytes, or why there are none."""

    naam: str
    bron: Bron | None
    reden: str = ""


def lees_invoer(paden: Sequence[str], limiet: int | None, klaag: Callable[[str], None]) -> Iterator[Invoer]:
    """Give every message under the paths, sorted within a folder; use each before asking for the next.

    `limiet` is the largest message in bytes, None when there is none. What is no message at all (a path that
    does not exist, a folder without messages) goes to `klaag` as a Dutch sentence.
    """
    for pad in paden:
        if pad == STDIN:
            with gespoeld(blokken(sys.stdin.buffer), limiet) as bron:
                yield Invoer(STDIN, bron)
        elif os.path.isdir(pad):
            yield from _map(pad, limiet, klaag)
        elif os.path.lexists(pad):
            yield from _bestand(pad, limiet)
        else:
            klaag(f"{toonbaar(pad)}: dit bestand of deze map bestaat niet. Kijk de naam na.")


def _map(pad: str, limiet: int | None, klaag: Callable[[str], None]) -> Iterator[Invoer]:
    def meld(fout: OSError) -> None:
        klaag(f"{toonbaar(os.fsdecode(fout.filename))}: deze map kan niet worden gelezen. Kijk de rechten na.")

    gevonden = sorted(
        os.path.join(waar, naam)
        for waar, _, namen in os.walk(pad, onerror=meld)
        for naam in namen
        if naam.lower().endswith(_ACHTERVOEGSELS) and not _is_pijp(os.path.join(waar, naam))
    )
    if not gevonden:
        klaag(f"{toonbaar(pad)}: in deze map staan geen xml- of zip-bestanden.")
    for bestand in gevonden:
        yield from _bestand(bestand, limiet)


def _bestand(pad: str, limiet: int | None) -> Iterator[Invoer]:
    naam = toonbaar(pad)
    try:
        with open(pad, "rb") as invoer:
            if _is_pijp(pad):
                with gespoeld(blokken(invoer), limiet) as bron:
                    yield Invoer(naam, bron)
                return
            if is_zip(invoer) or pad.lower().endswith(".zip"):
                for lid, bron_, reden in lees_zip(invoer, limiet):
                    yield Invoer(naam if lid is None else f"{naam}/{lid}", bron_, reden)
                return
    except OSError:
        yield Invoer(naam, None, "Het bestand kan niet worden geopend. Kijk de rechten na.")
        return
    yield Invoer(naam, Path(pad))


def _is_pijp(pad: str) -> bool:
    """Whether a path can be read only once, and perhaps without end."""
    return os.path.exists(pad) and not os.path.isfile(pad)
