"""Where messages come from: files, folders, zip files and standard input, none of them trusted.

Nothing is ever unpacked by name or path. What comes from a zip file or standard input is read up to a cap,
whatever it says of its own size.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from backoffice.services.leesbaar import toonbaar
from ijw.bron import Bron

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

STDIN: Final = "-"
MEESTE_LEDEN: Final = 10_000
"""A zip file with more files than this is refused."""
MEESTE_INDEX: Final = 4 * 1024 * 1024
"""Bytes a table of contents may take: reading one costs a multiple of that in memory."""
VERHOUDING: Final = 200
"""A zip file may grow by this factor at most; messages grow by 10 to 50."""
MEESTE_BERICHTEN: Final = 20
"""A zip file may grow to so many messages of the largest size allowed."""

_IN_GEHEUGEN: Final = 32 * 1024 * 1024
_BLOK: Final = 1024 * 1024
_GEEN_ZIP: Final = "Het bestand is geen goed zip-bestand. Is het afgebroken of beschadigd?"
_ACHTERVOEGSELS: Final = (".xml", ".zip")


class Invoer(NamedTuple):
    """One message to judge, under the name people know it by: its bytes, or why there are none."""

    naam: str
    bron: Bron | None
    reden: str = ""


class Onbruikbaar(Exception):
    """A zip file cannot be used; the Dutch text says why."""


class Lidfout(Onbruikbaar):
    """One file in a zip file cannot be used; the others may."""


def lees_invoer(paden: Sequence[str], limiet: int | None, klaag: Callable[[str], None]) -> Iterator[Invoer]:
    """Give every message under the paths, sorted within a folder; use each before asking for the next.

    `limiet` is the largest message in bytes, None when there is none. What is no message at all (a path that
    does not exist, a folder without messages) goes to `klaag` as a Dutch sentence.
    """
    for pad in paden:
        if pad == STDIN:
            with _gespoeld(_blokken(sys.stdin.buffer), limiet) as bron:
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
                with _gespoeld(_blokken(invoer), limiet) as bron:
                    yield Invoer(naam, bron)
                return
            is_zip = invoer.read(4) == b"PK\x03\x04" or pad.lower().endswith(".zip")
    except OSError:
        yield Invoer(naam, None, "Het bestand kan niet worden geopend. Kijk de rechten na.")
        return
    if is_zip:
        yield from _zip(pad, naam, limiet)
    else:
        yield Invoer(naam, Path(pad))


def _is_pijp(pad: str) -> bool:
    """Whether a path can be read only once, and perhaps without end."""
    return os.path.exists(pad) and not os.path.isfile(pad)


def _blokken(invoer: IO[bytes]) -> Iterator[bytes]:
    while blok := invoer.read(_BLOK):
        yield blok


@contextmanager
def _gespoeld(blokken: Iterator[bytes], limiet: int | None) -> Iterator[Bron]:
    """Keep what can be read only once: in memory, or beside it in a file that goes away at the end.

    Reading stops just beyond the limit, so that whoever judges it sees that it is too large.
    """
    geheugen = io.BytesIO()
    if _vul(geheugen, blokken, _IN_GEHEUGEN if limiet is None else min(limiet, _IN_GEHEUGEN)):
        yield geheugen.getvalue()
        return
    with tempfile.TemporaryDirectory(prefix="ijw-") as folder:
        pad = Path(folder, "bericht.xml")
        with pad.open("wb") as uitvoer:
            uitvoer.write(geheugen.getvalue())
            _vul(uitvoer, blokken, limiet)
        geheugen.close()
        yield pad


def _vul(uitvoer: IO[bytes], blokken: Iterator[bytes], meeste: int | None) -> bool:
    """Write blocks until there are no more (True) or there is more than the most allowed (False)."""
    while meeste is None or uitvoer.tell() <= meeste:
        blok = next(blokken, None)
        if blok is None:
            return True
        uitvoer.write(blok)
    return False


# --- zip files ------------------------------------------------------------------------------------


def _zip(pad: str, naam: str, limiet: int | None) -> Iterator[Invoer]:
    # Loaded here because a run over plain files does not need it.
    import struct
    import zipfile

    with ExitStack() as geopend:
        try:
            invoer = geopend.enter_context(open(pad, "rb"))
            _keur_index(invoer)
            archief = geopend.enter_context(zipfile.ZipFile(invoer))
        except Onbruikbaar as fout:
            yield Invoer(naam, None, str(fout))
            return
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error):
            yield Invoer(naam, None, _GEEN_ZIP)
            return
        try:
            yield from _leden(archief, naam, _Tegoed(os.path.getsize(pad), limiet), limiet)
        except Onbruikbaar as fout:
            yield Invoer(naam, None, str(fout))


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


def _leden(archief: ZipFile, naam: str, tegoed: _Tegoed, limiet: int | None) -> Iterator[Invoer]:
    leden = [lid for lid in archief.infolist() if _is_bericht(lid)]
    if not leden:
        raise Onbruikbaar("In het zip-bestand staan geen xml-bestanden.")
    for lid in leden:
        lidnaam = f"{naam}/{toonbaar(lid.filename)}"
        if reden := _bezwaar(lid):
            yield Invoer(lidnaam, None, reden)
            continue
        try:
            with _gespoeld(_uitgepakt(archief, lid, tegoed), limiet) as bron:
                yield Invoer(lidnaam, bron)
        except Lidfout as fout:
            yield Invoer(lidnaam, None, str(fout))


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
            for blok in _blokken(invoer):
                tegoed.neem(len(blok))
                yield blok
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, OSError):
        raise Lidfout("Dit bestand in de zip is beschadigd. Maak de zip opnieuw.") from None


def _is_bericht(lid: ZipInfo) -> bool:
    # A Mac adds a folder with a shadow of every file.
    return lid.filename.lower().endswith(_ACHTERVOEGSELS) and not lid.filename.startswith("__MACOSX/")
