"""`ijw serve --werkers` as it really runs: processes on PostgreSQL, reached over HTTP, ended by a signal."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import httpx
from sqlalchemy import func, select

from backoffice.bootstrap import open_werkplek
from backoffice.services.demoaccounts import WACHTWOORD, zorg_voor_demo
from backoffice.storage.tabellen import uitgaand
from backoffice.toegang.rechten import Rol
from backoffice.versleuteling import nieuwe_sleutel
from tests.databases import NieuweDatabase
from tests.flows.regio import NU, Regio, als_bytes, jw323_van, keur_boeken, prestatie, rijen

WERKERS = 2
_GEDULD = 60.0
"""Seconds within which processes must have started."""


def vrije_poort() -> int:
    """A port that nobody listens on."""
    with socket.socket() as een:
        een.bind(("127.0.0.1", 0))
        return int(een.getsockname()[1])


def wacht_tot(klaar: Callable[[], bool], geduld: float) -> None:
    """Ask again until it is so."""
    grens = monotonic() + geduld
    while not klaar():
        assert monotonic() < grens
        sleep(0.1)


def kinderen(ouder: int) -> list[int]:
    """The processes that a process started and that still run."""
    gevonden = []
    for pad in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, ouder_van = pad.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(ouder_van) == ouder:
            gevonden.append(int(pad.parent.name))
    return gevonden


def leeft(pid: int) -> bool:
    """Whether a process is still there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def portaal(url: str, omgeving: dict[str, str], map_: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The server in processes of its own, and its address; killed when a test could not end it."""
    poort = vrije_poort()
    opdracht = [sys.executable, "-m", "backoffice.cli", "serve", "--werkers", str(WERKERS), "--poort", str(poort)]
    with (map_ / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            [*opdracht, "--database", url],
            env=os.environ | omgeving,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield server, f"http://127.0.0.1:{poort}"
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def antwoordt(adres: str) -> bool:
    """Whether somebody answers there."""
    try:
        return httpx.get(f"{adres}/gezond").status_code == 200
    except httpx.TransportError:
        return False


def test_twee_werkers_nemen_berichten_aan_en_eindigen_op_een_signaal(
    postgresql_nieuw: NieuweDatabase, tmp_path: Path
) -> None:
    omgeving = {"IJW_SLEUTEL": f"{nieuwe_sleutel('test')} {nieuwe_sleutel('index')}"}
    with postgresql_nieuw() as engine:
        url = engine.url.render_as_string(hide_password=False)
        werkplek = open_werkplek(url, omgeving)

        def laad() -> None:
            regio = Regio(werkplek.engine, werkplek.kluis)
            regio.wijs_toe()
            regio.declareer(prestatie(referentie_nummer="EERST"))

        zorg_voor_demo(werkplek, laad, NU)
        with portaal(url, omgeving, tmp_path) as (server, adres):
            wacht_tot(lambda: server.poll() is not None or antwoordt(adres), _GEDULD)
            assert server.poll() is None, (tmp_path / "serve.log").read_text()
            koppen = {"Origin": adres, "Sec-Fetch-Site": "same-origin"}
            with httpx.Client(base_url=adres, headers=koppen, timeout=_GEDULD) as browser:
                naam = {"naam": Rol.DECLARATIEMEDEWERKER.value, "wachtwoord": WACHTWOORD}
                assert browser.post("/aanmelden", data=naam).status_code == 303
                for nummer in range(2):
                    inhoud = als_bytes(jw323_van(prestatie(referentie_nummer=f"R{nummer}")))
                    antwoord = browser.post("/berichten/indienen", files={"bestanden": ("a.xml", inhoud)})
                    assert "a.xml: verwerkt" in antwoord.text
            werkers = kinderen(server.pid)
            assert len(werkers) >= WERKERS
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=15) == 0, (tmp_path / "serve.log").read_text()
            wacht_tot(lambda: not any(leeft(pid) for pid in werkers), 5)
            assert "Traceback" not in (tmp_path / "serve.log").read_text()
        assert rijen(engine, select(func.count()).where(uitgaand.c.soort == "JW325")) == [(3,)]
        keur_boeken(engine)
        werkplek.engine.dispose()
