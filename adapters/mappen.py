"""A postbus of folders: IN is where messages come, UIT where they go, one folder per ontvanger.

What was received goes to VERWERKT. What was not goes to GEWEIGERD, with the reason in a text file beside it.
Nothing in the folders is trusted: no link is followed, nothing but plain files is opened, and what a sender
called a file is never shown or kept, for a name may hold a BSN.
"""

from __future__ import annotations

import fcntl
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final

from backoffice.ports.postbus import Brief, Envelop, GeenEnvelop, Onbestelbaar, PostbusFout, Stuk, Vorm

IN: Final = "IN"
VERWERKT: Final = "VERWERKT"
GEWEIGERD: Final = "GEWEIGERD"
UIT: Final = "UIT"
RUST: Final = 10.0
"""A file that changed less than so many seconds ago may still be in the making."""

_ONAF: Final = re.compile(r"\..*|.*\.(?:tmp|part|partial|filepart|crdownload)", re.IGNORECASE | re.DOTALL)
_NAAM: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}(?:\.xml)?")
_GEEN_BESTAND: Final = (
    "Dit is geen gewoon bestand maar een verwijzing of een pijp. Zet het bestand zelf in de map IN."
)
_DICHT: Final = "Het bestand kan niet worden geopend. Kijk de rechten na en zet het terug in de map IN."


class Kaal:
    """Fulfils `ports.postbus.Vorm`: messages without an envelope."""

    def pak_uit(self, inhoud: bytes) -> tuple[Envelop | None, bytes]:
        """The bytes are the message."""
        return None, inhoud

    def pak_in(self, brief: Brief) -> bytes:
        """The message is the bytes."""
        return brief.inhoud


class Mappen:
    """Fulfils `ports.postbus.Postbus`; `limiet` is the largest file in bytes, None when there is none.

    `klok` gives the seconds since 1970, as the file system counts them.
    """

    def __init__(self, pad: Path, vorm: Vorm, limiet: int | None, klok: Callable[[], float] = time.time) -> None:
        self._pad, self._vorm, self._limiet, self._klok = pad, vorm, limiet, klok
        self._onderhanden: dict[str, str] = {}

    def binnen(self) -> Iterator[Stuk]:
        """Give every file that is complete, in the order in which they came, while nobody else works on it."""
        with self._map(IN) as folder:
            wachtend = list(self._wachtend(folder))
        for bestandsnaam, staat in wachtend:
            with self._map(IN) as folder, ExitStack() as open_:
                stuk = self._stuk(folder, bestandsnaam, staat, open_)
                if stuk is None:
                    continue
                self._onderhanden[stuk.naam] = bestandsnaam
                try:
                    yield stuk
                finally:
                    del self._onderhanden[stuk.naam]

    def neem(self, stuk: Stuk) -> None:
        """Move a file to VERWERKT."""
        self._verplaats(stuk, VERWERKT, None)

    def weiger(self, stuk: Stuk, reden: str) -> None:
        """Move a file to GEWEIGERD, once the reason is there."""
        self._verplaats(stuk, GEWEIGERD, reden)

    def bezorg(self, brief: Brief) -> None:
        """Write a message in the folder of its ontvanger; who looks there sees all of it or nothing."""
        if not _NAAM.fullmatch(brief.naam) or not _NAAM.fullmatch(brief.ontvanger):
            raise Onbestelbaar(
                f"Bericht {brief.soort} kan niet worden bezorgd: met deze ontvanger kan geen map worden gemaakt."
            )
        inhoud = self._vorm.pak_in(brief)
        with self._map(UIT) as uit, self._map(brief.ontvanger, uit) as folder:
            _schrijf(folder, brief.naam, inhoud)

    @contextmanager
    def _map(self, naam: str, onder: int | None = None) -> Iterator[int]:
        """Open a folder of the postbus, made when it is not there; never through a link."""
        try:
            # What names the folders is a setting, so links in that are trusted.
            waar = os.open(self._pad, os.O_RDONLY | os.O_DIRECTORY) if onder is None else os.dup(onder)
            try:
                with suppress(FileExistsError):
                    os.mkdir(naam, 0o770, dir_fd=waar)
                folder = os.open(naam, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=waar)
            finally:
                os.close(waar)
            try:
                yield folder
            finally:
                os.close(folder)
        except OSError as fout:
            raise PostbusFout(
                f"In de map {naam} van de postbus '{self._pad}' kan niet worden gewerkt: {fout.strerror}. Kijk of "
                "zij bestaat, of u er mag lezen en schrijven en of er ruimte is. Er is niets verloren."
            ) from None

    def _wachtend(self, folder: int) -> Iterator[tuple[str, os.stat_result]]:
        gevonden = []
        with os.scandir(folder) as ingangen:
            for ingang in ingangen:
                try:
                    staat = ingang.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # another process was first
                if not stat.S_ISDIR(staat.st_mode) and not _ONAF.fullmatch(ingang.name):
                    gevonden.append((staat.st_ctime_ns, ingang.name, staat))
        for _, naam, staat in sorted(gevonden):
            # The moment of the last change, which no sender can set; in either direction, as clocks go back.
            if abs(self._klok() - staat.st_ctime) >= RUST:
                yield naam, staat

    def _stuk(self, folder: int, bestandsnaam: str, staat: os.stat_result, open_: ExitStack) -> Stuk | None:
        """What is in a file, ours until `open_` ends; None when it is somebody else's or still being written."""
        aangekomen = datetime.fromtimestamp(staat.st_ctime, UTC)
        naam = f"{aangekomen:%Y%m%dT%H%M%SZ}-{staat.st_ino:x}.xml"
        if not stat.S_ISREG(staat.st_mode):
            return Stuk(naam, aangekomen, reden=_GEEN_BESTAND)
        try:
            bestand = os.open(bestandsnaam, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
        except FileNotFoundError:
            return None
        except OSError:
            return Stuk(naam, aangekomen, reden=_DICHT)
        open_.callback(os.close, bestand)
        if not _op_slot(bestand, fcntl.LOCK_NB) or not _zelfde(folder, bestandsnaam, staat, bestand):
            return None
        if self._limiet is not None and staat.st_size > self._limiet:
            groot = f"Het bestand is groter dan {self._limiet / 1024**2:g} MB. Splits het bericht (IB003)."
            return Stuk(naam, aangekomen, reden=groot)
        with open(bestand, "rb", closefd=False) as invoer:
            inhoud = invoer.read(staat.st_size + 1)
        if len(inhoud) != staat.st_size or os.fstat(bestand).st_ctime_ns != staat.st_ctime_ns:
            return None
        try:
            envelop, bericht = self._vorm.pak_uit(inhoud)
        except GeenEnvelop as fout:
            return Stuk(naam, aangekomen, reden=str(fout))
        return Stuk(naam, aangekomen, bericht, envelop=envelop)

    def _verplaats(self, stuk: Stuk, waarheen: str, reden: str | None) -> None:
        with self._map(IN) as van, self._map(waarheen) as naar:
            naam = _vrije_naam(naar, stuk.naam)
            uitleg = f"{naam.removesuffix('.xml')}.txt"
            if reden is not None:
                _schrijf(naar, uitleg, f"{reden}\n".encode())
            try:
                os.rename(self._onderhanden[stuk.naam], naam, src_dir_fd=van, dst_dir_fd=naar)
            except FileNotFoundError:
                # What cannot be locked, another process may have moved.
                if reden is not None:
                    os.unlink(uitleg, dir_fd=naar)


def _op_slot(bestand: int, hoe: int = 0) -> bool:
    """Lock what is open, unless somebody else did (with LOCK_NB, else wait); the lock goes when it is closed."""
    try:
        fcntl.flock(bestand, fcntl.LOCK_EX | hoe)
    except BlockingIOError:
        return False
    except OSError:
        # Some network file systems know no locks; then receiving twice changes nothing, it only takes longer.
        return True
    return True


def _zelfde(folder: int, naam: str, staat: os.stat_result, bestand: int) -> bool:
    """Whether the file that was opened is the one that was seen, and still bears that name."""
    try:
        nu = os.stat(naam, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return os.path.samestat(nu, os.fstat(bestand)) and os.path.samestat(nu, staat)


def _vrije_naam(folder: int, naam: str) -> str:
    """The name, or with a number when it is taken: nothing is overwritten."""
    stam = naam.removesuffix(".xml")
    for keer in count(2):
        try:
            os.stat(naam, dir_fd=folder, follow_symlinks=False)
        except FileNotFoundError:
            break
        naam = f"{stam}-{keer}.xml"
    return naam


def _schrijf(folder: int, naam: str, inhoud: bytes) -> None:
    """Write a file aside and move it in place, safe on the disk when this returns."""
    _op_slot(folder)
    klad = f".{naam}.tmp"
    vlaggen = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    with open(os.open(klad, vlaggen, 0o660, dir_fd=folder), "wb") as uitvoer:
        uitvoer.write(inhoud)
        uitvoer.flush()
        os.fsync(uitvoer.fileno())
    os.rename(klad, naam, src_dir_fd=folder, dst_dir_fd=folder)
    os.fsync(folder)
