"""A JW323 of 20 MB offered on the portal, until the page with its JW325 is there, beside `ijw verwerk`.

The portal is a process of its own that listens on a port, and the file goes there as a browser sends it. Both
start from a copy of the same register with a toewijzing per prestatie. Starting the portal and signing in do not
count, starting `ijw verwerk` does.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Final

from bench.meten import WORTEL, Meting, Verhouding, meet, tabel
from bench.verwerk import kopie, naam_kopie

PRESTATIES: Final = 23_000
_DOEL: Final = 1.3
_GRENS: Final = b"ijw-bench-grens"
_NAAM: Final = "declaratiemedewerker"
_WACHTWOORD: Final = "bench-portaal-jeugd"
_ZELF: Final = (sys.executable, "-m", "bench.inzenden")


def draai(folder: Path, keren: int) -> Iterator[str]:
    """Measure on SQLite and give the lines to print; files are made in `folder`."""
    bericht, sleutels, register = (
        folder / "inzenden.xml",
        folder / "sleutels",
        f"sqlite:///{folder / 'inzenden.db'}",
    )
    meet({"bericht": (sys.executable, "-m", "bench.berichten", str(bericht), str(PRESTATIES))}, keren=1)
    maak_register = (sys.executable, "-m", "bench.verwerk", "register", register, str(sleutels), str(PRESTATIES))
    meet({"register": maak_register, "account": (*_ZELF, "account", register, str(sleutels))}, keren=1)
    opdracht = (
        sys.executable,
        "-m",
        "backoffice.cli",
        "verwerk",
        str(bericht),
        "--database",
        naam_kopie(register),
    )
    lijn, portaal, processor = [], [], []
    os.environ["IJW_SLEUTELBESTAND"] = str(sleutels)
    for _ in range(keren):
        kopie(register)
        lijn.append(meet({"ijw verwerk": opdracht}, keren=1)["ijw verwerk"])
        kopie(register)
        with server(naam_kopie(register), sleutels) as draaiend:
            koek, inhoud = draaiend.meld_aan(), bericht.read_bytes()
            begin, ervoor = time.perf_counter(), draaiend.processor
            pagina = draaiend.stuur(inhoud, koek)
            portaal.append(time.perf_counter() - begin)
            processor.append(draaiend.processor - ervoor)
            keur(pagina)
            geheugen = draaiend.geheugen
    via_lijn = Meting("ijw verwerk", median(m.seconden for m in lijn), max(m.geheugen for m in lijn))
    via_portaal = Meting("portaal, tot de uitslag er staat", median(portaal), geheugen)
    cpu = median(m.processor for m in lijn)
    yield from tabel(
        f"inzenden: {bericht.stat().st_size / 1e6:.0f} MB, {PRESTATIES} regels (load {os.getloadavg()[0]:.1f})",
        [via_lijn, via_portaal],
        [
            Verhouding("tijd", f"{via_portaal.seconden:.3f} s", via_portaal.seconden / via_lijn.seconden, _DOEL),
            Verhouding("processortijd", f"{median(processor):.3f} s", median(processor) / cpu, _DOEL),
        ],
    )


def keur(pagina: str) -> None:
    """Raise RuntimeError unless a page tells of a message that was processed, with a way to its JW325."""
    if "JW325" not in pagina or not re.search(r'href="/berichten/\d+"', pagina):
        raise RuntimeError("de pagina toont geen JW325")


class Server:
    """A portal that runs in a process of its own."""

    def __init__(self, poort: int, pid: int) -> None:
        self.poort, self._pid = poort, pid

    @property
    def processor(self) -> float:
        """Seconds that its threads kept a core busy."""
        velden = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        return (int(velden[11]) + int(velden[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def geheugen(self) -> int:
        """The most memory it had, in bytes."""
        gevonden = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{self._pid}/status").read_text())
        return int(gevonden[1]) * 1024 if gevonden else 0

    def meld_aan(self) -> str:
        """Sign in, and give the cookie."""
        vorm = f"naam={_NAAM}&wachtwoord={_WACHTWOORD}".encode()
        _, koppen, _ = self.vraag("POST", "/aanmelden", vorm, "application/x-www-form-urlencoded")
        return koppen["set-cookie"].partition(";")[0]

    def stuur(self, inhoud: bytes, koek: str, naam: str = "bericht.xml") -> str:
        """Offer a file as the form does, and give the page that answers it."""
        status, _, pagina = self.dien_in(inhoud, koek, naam)
        if status != 200:
            raise RuntimeError(f"het portaal gaf {status}")
        return pagina

    def dien_in(self, inhoud: bytes, koek: str, naam: str) -> tuple[int, dict[str, str], str]:
        """Offer a file, and give status, headers and page."""
        kop = f'Content-Disposition: form-data; name="bestanden"; filename="{naam}"\r\n\r\n'.encode()
        vorm = b"--" + _GRENS + b"\r\n" + kop + inhoud + b"\r\n--" + _GRENS + b"--\r\n"
        soort = f"multipart/form-data; boundary={_GRENS.decode()}"
        return self.vraag("POST", "/berichten/indienen", vorm, soort, koek)

    def vraag(
        self, methode: str, pad: str, inhoud: bytes = b"", soort: str = "", koek: str = ""
    ) -> tuple[int, dict[str, str], str]:
        """One request over a connection of its own: status, headers in small letters, and text."""
        verbinding = http.client.HTTPConnection("127.0.0.1", self.poort, timeout=600)
        try:
            koppen = {"Sec-Fetch-Site": "same-origin", "Cookie": koek, "Content-Type": soort}
            verbinding.request(methode, pad, inhoud, {naam: waarde for naam, waarde in koppen.items() if waarde})
            antwoord = verbinding.getresponse()
            tekst = antwoord.read().decode(errors="replace")
            return antwoord.status, {naam.lower(): waarde for naam, waarde in antwoord.getheaders()}, tekst
        finally:
            verbinding.close()


@contextmanager
def server(database: str, sleutels: Path) -> Iterator[Server]:
    """A portal on this database, as `ijw serve` starts it."""
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = vrij.getsockname()[1]
    proces = subprocess.Popen(
        (sys.executable, "-m", "backoffice.cli", "serve", "--poort", str(poort), "--database", database),
        cwd=WORTEL,
        env={**os.environ, "IJW_SLEUTELBESTAND": str(sleutels)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wacht_op(poort, proces)
        yield Server(poort, proces.pid)
    finally:
        proces.terminate()
        proces.wait(60)


def _wacht_op(poort: int, proces: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if proces.poll() is not None:
            raise RuntimeError(f"ijw serve eindigde met {proces.returncode}")
        try:
            Server(poort, proces.pid).vraag("GET", "/aanmelden")
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("ijw serve antwoordt niet")


def maak_account(database: str, sleutels: str) -> None:
    """Somebody who may offer messages of the aanbieder of the register; without codes, as in a demo."""
    from backoffice import geheimen
    from backoffice.bootstrap import open_werkplek
    from backoffice.storage import accounts
    from backoffice.toegang.rechten import Rol
    from bench.berichten import AANBIEDER
    from bench.register import NU

    werkplek = open_werkplek(database, {"IJW_SLEUTELBESTAND": sleutels})
    with werkplek.engine.begin() as conn:
        accounts.maak(
            conn,
            naam=_NAAM,
            rol=Rol.DECLARATIEMEDEWERKER,
            organisatie=AANBIEDER,
            wachtwoord_hash=geheimen.hash_wachtwoord(_WACHTWOORD),
            eenmalig=False,
            demo=True,
            gemaakt_op=NU,
            gemaakt_door="bench",
        )
    werkplek.engine.dispose()


if __name__ == "__main__":
    maak_account(*sys.argv[2:])
