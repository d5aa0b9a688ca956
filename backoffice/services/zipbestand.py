"""Zip files with messages, from anybody: read by position, up to a cap, whatever they say of themselves.

Nothing is ever unpacked by name or path, and a zip file in a zip file stays closed.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from backoffice.services.leesbaar import toonbaar
from ijw.bron import Bron

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MEESTE_LEDEN: Final = 10_000
"""A zip file with more files than this is refused."""
MEESTE_INDEX: Final = 4 * 1024 * 1024
"""Bytes a table of contents may take: reading one costs a multiple of that in memory."""
VERHOUDING: Final = 200
"""A zip file may grow by this factor at most; messages grow by 10 to 50."""
MEESTE_BERICHTEN: Final = 20
"""A zip file may grow to so many messages of the largest size allowed."""

_BEGIN: Final = b"PK\x03\x04"
_IN_GEHEUGEN: Final = 32 * 1024 * 1024
_BLOK: Final = 1024 * 1024
_GEEN_ZIP: Final = "Het bestand is geen goed zip-bestand. Is het afgebroken of beschadigd?"
_ACHTERVOEGSELS: Final = (".xml", ".zip")


class Lid(NamedTuple):
    """One message in a zip file under its name there: its bytes, or why there are none.

    A name of None speaks of the zip file itself.
    """

    naam: str | None
    bron: Bron | None
    reden: str = ""


class Onbruikbaar(Exception):
    """A zip file cannot be used; the Dutch text says why."""


class Lidfout(Onbruikbaar):
    """One file in a zip file cannot be used; the others may."""


def is_zip(invoer: IO[bytes]) -> bool:
    """Whether a file begins as a zip file does; reads from where it stands, and returns there."""
    plaats = invoer.tell()
    begin = invoer.read(len(_BEGIN))
    invoer.seek(plaats)
    return begin == _BEGIN


def lees_zip(invoer: IO[bytes], limiet: int | None) -> Iterator[Lid]:
    """Give every message in a zip file; use each before asking for the next.

    `limiet` is the largest message in bytes, None when there is none. `invoer` can be sought in.
    """
    # Loaded here because a run over plain files does not need it.
    import struct
    import zipfile

    with ExitStack() as geopend:
        try:
            _keur_index(invoer)
            archief = geopend.enter_context(zipfile.ZipFile(invoer))
        except Onbruikbaar as fout:
            yield Lid(None, None, str(fout))
            return
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error):
            yield Lid(None, None, _GEEN_ZIP)
            return
        try:
            yield from _leden(archief, _Tegoed(invoer.seek(0, os.SEEK_END), limiet), limiet)
        except Onbruikbaar as fout:
            yield Lid(None, None, str(fout))


def blokken(invoer: IO[bytes]) -> Iterator[bytes]:
    """What is in a file, in pieces."""
    while blok := invoer.read(_BLOK):
        yield blok


@contextmanager
def gespoeld(stukken: Iterator[bytes], limiet: int | None) -> Iterator[Bron]:
    """Keep what can be read only once: in memory, or beside it in a file that goes away at the end.

    Reading stops just beyond the limit, so that whoever judges it sees that it is too large.
    """
    geheugen = io.BytesIO()
    if _vul(geheugen, stukken, _IN_GEHEUGEN if limiet is None else min(limiet, _IN_GEHEUGEN)):
        yield geheugen.getvalue()
        return
    with tempfile.TemporaryDirectory(prefix="ijw-") as folder:
        pad = Path(folder, "bericht.xml")
        with pad.open("wb") as uitvoer:
            uitvoer.write(geheugen.getvalue())
            _vul(uitvoer, stukken, limiet)
        geheugen.close()
        yield pad


def _vul(uitvoer: IO[bytes], stukken: Iterator[bytes], meeste: int | None) -> bool:
    """Write blocks until there are no more (True) or there is more than the most allowed (False)."""
    while meeste is None or uitvoer.tell() <= meeste:
        blok = next(stukken, None)
        if blok is None:
            return True
        uitvoer.write(blok)
    return False


def _keur_index(invoer: IO[bytes]) -> None:
    """Refuse a zip file with a table of contents that is too large, before anything reads that table."""
    lengte = 22
    grootte = invoer.seek(0, os.SEEK_END)
    invoer.seek(max(0, grootte - lengte - 0xFFFF - 20))
    staart = invoer.read()
    # The same two places as the zipfile module looks in: the very end, else before a comment.
    begin = len(staart) - lengte
    if begin < 0 or not (staart.startswith(b"PK\x05\x06", begin) and staart.endswith(b"\x00\x00")):
        begin = staart.rfind(b"PK\x05\x06")
    slot = staart[begin : begin + lengte]
    if begin < 0 or len(slot) < lengte:
        raise Onbruikbaar(_GEEN_ZIP)
    aantal, omvang = int.from_bytes(slot[10:12], "little"), int.from_bytes(slot[12:16], "little")
    # A zip64 record before the end replaces these numbers.
    zip64 = staart.startswith(b"PK\x06\x07", max(0, begin - 20))
    if zip64 or aantal > MEESTE_LEDEN or omvang > MEESTE_INDEX:
        raise Onbruikbaar(f"Het zip-bestand telt meer dan {MEESTE_LEDEN} bestanden. Maak kleinere zip-bestanden.")


class _Tegoed:
    """How many bytes may still come out of a zip file, by its own size and by the largest message."""

    def __init__(self, grootte: int, limiet: int | None) -> None:
        self.over = max(grootte * VERHOUDING, _BLOK)
        if limiet is not None:
            self.over = min(self.over, limiet * MEESTE_BERICHTEN)

    def neem(self, aantal: int) -> None:
        self.over -= aantal
        if self.over < 0:
            raise Onbruikbaar(
                "Het zip-bestand wordt uitgepakt veel te groot. Het is daarom niet verder gelezen. "
                "Maak kleinere zip-bestanden of geef de berichten los."
            )


def _leden(archief: ZipFile, tegoed: _Tegoed, limiet: int | None) -> Iterator[Lid]:
    leden = [lid for lid in archief.infolist() if _is_bericht(lid)]
    if not leden:
        raise Onbruikbaar("In het zip-bestand staan geen xml-bestanden.")
    for lid in leden:
        naam = toonbaar(lid.filename)
        if reden := _bezwaar(lid):
            yield Lid(naam, None, reden)
            continue
        try:
            with gespoeld(_uitgepakt(archief, lid, tegoed), limiet) as bron:
                yield Lid(naam, bron)
        except Lidfout as fout:
            yield Lid(naam, None, str(fout))


def _bezwaar(lid: ZipInfo) -> str | None:
    from zipfile import ZIP_DEFLATED, ZIP_STORED

    if lid.filename.lower().endswith(".zip"):
        return "Een zip-bestand in een zip-bestand wordt niet uitgepakt. Geef het los."
    if lid.flag_bits & 1:
        return "Dit bestand is in de zip versleuteld. Pak het zelf uit of maak de zip zonder wachtwoord."
    if lid.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "Dit bestand is op een ongewone manier ingepakt. Maak een gewone zip (deflate)."
    return None


def _uitgepakt(archief: ZipFile, lid: ZipInfo, tegoed: _Tegoed) -> Iterator[bytes]:
    import struct
    import zipfile
    import zlib

    try:
        with archief.open(lid) as invoer:
            for blok in blokken(invoer):
                tegoed.neem(len(blok))
                yield blok
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, OSError):
        raise Lidfout("Dit bestand in de zip is beschadigd. Maak de zip opnieuw.") from None


def _is_bericht(lid: ZipInfo) -> bool:
    # A Mac adds a folder with a shadow of every file.
    return lid.filename.lower().endswith(_ACHTERVOEGSELS) and not lid.filename.startswith("__MACOSX/")
