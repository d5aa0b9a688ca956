"""The example client of the handbook does what it says, over a real connection, as a system with a secret."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep

import uvicorn

from adapters.sepa import Sepa
from backoffice.portaal import maak_portaal
from backoffice.services import systeemtoegang
from backoffice.toegang.rechten import Rol
from backoffice.web.poort import Portaal
from tests.flows.regio import AANBIEDER, NU, Regio, als_bytes, jw323_van

HANDBOEK = Path(__file__).resolve().parents[3] / "docs" / "api.md"


@contextmanager
def bediend(regio: Regio) -> Iterator[str]:
    """The application on a port of this machine; gives the address of the API."""
    app = maak_portaal(Portaal(regio.werkplek, lambda: NU, lambda _: None, Sepa(), {}))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    draad = Thread(target=server.run)
    draad.start()
    while not server.started:
        sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/api/v1/"
    finally:
        server.should_exit = True
        draad.join()


def draai(folder: Path, adres: str, geheim: str) -> str:
    """Run the example in a folder, and give what it prints."""
    (voorbeeld,) = re.findall(r"```python\n(.*?)```", HANDBOEK.read_text("utf-8"), re.DOTALL)
    omgeving = os.environ | {"API_ADRES": adres, "CLIENT_ID": "ons-systeem", "GEHEIM": geheim}
    gedaan = subprocess.run(
        [sys.executable, "-c", voorbeeld], cwd=folder, env=omgeving, capture_output=True, text=True, check=False
    )
    assert gedaan.returncode == 0, gedaan.stderr
    return gedaan.stdout


def test_het_voorbeeld_dient_in_en_haalt_het_antwoord_op(sqlite_regio: Regio, tmp_path: Path) -> None:
    sqlite_regio.wijs_toe()
    geheim = systeemtoegang.maak_systeem(
        sqlite_regio.werkplek,
        "ons-systeem",
        Rol.SYSTEEM_AANBIEDER,
        AANBIEDER,
        nu=NU,
        wie="beheer",
        willekeur=os.urandom,
    )
    bericht = als_bytes(jw323_van())
    (tmp_path / "declaratie.xml").write_bytes(bericht)
    with bediend(sqlite_regio) as adres:
        eerste = draai(tmp_path, adres, geheim)
        tweede = draai(tmp_path, adres, geheim)
    assert eerste == tweede == "verwerkt U hoeft niets te doen.\n"
    (antwoord,) = tmp_path.glob("JW325_*.xml")
    ontvangst = sqlite_regio.stuur(bericht)
    assert ontvangst.uitkomst == "herhaald"
    assert antwoord.read_bytes() == ontvangst.antwoord
