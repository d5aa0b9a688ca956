"""Systems of others, made of our own back office: one that watches a folder, one behind an address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from backoffice.services.ontvang import ontvang
from backoffice.services.werkplek import Werkplek

VANDAAG = date(2026, 9, 21)
Ontvangt = Callable[[bytes], bytes | None]


def ontvangt(werkplek: Werkplek) -> Ontvangt:
    """Receives everything today, whatever day the message bears."""
    nu = datetime.combine(VANDAAG, time(10), UTC)
    return lambda inhoud: ontvang(werkplek, inhoud, nu).antwoord


class Mapsysteem:
    """Works through the folder in the order of names, whenever the one who waits for it sleeps."""

    def __init__(self, folder: Path, ontvangt: Ontvangt) -> None:
        self.folder, self.ontvangt, self.nu = folder, ontvangt, 0.0
        self.namen: list[str] = []

    def klok(self) -> float:
        return self.nu

    def wacht(self, seconden: float) -> None:
        self.nu += seconden
        for pad in sorted((self.folder / "in").glob("*.xml")):
            antwoord = self.ontvangt(pad.read_bytes())
            self.namen.append(pad.name)
            pad.unlink()
            if antwoord is not None:
                (self.folder / "uit" / f"antwoord-{len(self.namen)}.xml").write_bytes(antwoord)


class Server(HTTPServer):
    """Answers a POST at once, or with `later` at a Location that has the answer at the second question.

    With a `status` it gives nothing but that.
    """

    def __init__(self, ontvangt: Ontvangt, *, later: bool = False, status: int | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Afhandeling)
        self.ontvangt, self.later, self.status = ontvangt, later, status
        self.plaats = "/antwoorden/1"
        self.klaar: list[bytes | None] = []
        self.gevraagd = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/berichten"


class _Afhandeling(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        antwoord = self.server.ontvangt(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.status is not None:
            self.send_response(self.server.status)
            self.send_header("Location", self.server.plaats)
            self.end_headers()
            return
        if not self.server.later:
            self._geef(antwoord)
            return
        self.server.klaar.append(antwoord)
        self.server.gevraagd = 0
        self._nog_niet()

    def do_GET(self) -> None:
        self.server.gevraagd += 1
        if self.server.gevraagd < 2:
            self._nog_niet()
        else:
            self._geef(self.server.klaar[-1])

    def _nog_niet(self) -> None:
        self.send_response(202)
        self.send_header("Location", self.server.plaats)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _geef(self, antwoord: bytes | None) -> None:
        self.send_response(204 if antwoord is None else 200)
        self.send_header("Content-Length", str(len(antwoord or b"")))
        self.end_headers()
        self.wfile.write(antwoord or b"")

    def log_message(self, *_: object) -> None:
        """Nothing: the output belongs to the tests."""
