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
from contextlib import contextmanager, suppress
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
        """Give every file that is complete, in the order in which they came; none while another process does.

        One at a time, for a declaratie may come right behind the toewijzing it rests on.
        """
        with self._map(IN) as folder:
            if not _op_slot(folder, fcntl.LOCK_NB):
                return
            for bestandsnaam, staat in list(self._wachtend(folder)):
                stuk = self._stuk(folder, bestandsnaam, staat)
                if stuk is not None:
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

    def _stuk(self, folder: int, bestandsnaam: str, staat: os.stat_result) -> Stuk | None:
        """What is in a file; None when it is gone, or still being written."""
        aangekomen = datetime.fromtimestamp(staat.st_ctime, UTC)
        naam = f"{aangekomen:%Y%m%dT%H%M%SZ}-{staat.st_ino:x}.xml"
        if not stat.S_ISREG(staat.st_mode):
            return Stuk(naam, aangekomen, reden=_GEEN_BESTAND)
        if self._limiet is not None and staat.st_size > self._limiet:
            groot = f"Het bestand is groter dan {self._limiet / 1024**2:g} MB. Splits het bericht (IB003)."
            return Stuk(naam, aangekomen, reden=groot)
        try:
            bestand = os.open(bestandsnaam, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
        except FileNotFoundError:
            return None
        except OSError:
            return Stuk(naam, aangekomen, reden=_DICHT)
        with open(bestand, "rb") as invoer:
            if not _ongewijzigd(bestand, staat):
                return None
            inhoud = invoer.read(staat.st_size)
            if not _ongewijzigd(bestand, staat):
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
                # Where folders cannot be locked, another process may have moved it.
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


def _ongewijzigd(bestand: int, staat: os.stat_result) -> bool:
    """Whether what was opened is the file that was seen, as it was then."""
    nu = os.fstat(bestand)
    return os.path.samestat(nu, staat) and nu.st_ctime_ns == staat.st_ctime_ns


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
