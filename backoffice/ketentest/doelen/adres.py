"""A system that takes its messages over HTTP: the answer in the response, later at a Location, or none at all."""

from __future__ import annotations

from collections.abc import Callable
from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from backoffice.ketentest.uitvoeren import Aanbod, DoelFout, GeenGoedAntwoord
from ijw.bron import STANDAARD_LIMIET

TUSSENPOOS: Final = 0.5
"""Seconds between two questions whether the answer is there."""
_MOGELIJK: Final = "200 met een antwoord, 202 met een Location, of 204"


class Adres:
    """Posts each message to one URL. 200: the answer itself; 202: it comes at Location; 204: there is none.

    Certificates are verified. `wachttijd` is how many seconds an answer may take, `wacht` sleeps and `klok`
    counts seconds. Raises DoelFout for an address that is no http or https.
    """

    ziet_beide = False

    def __init__(
        self, url: str, *, wachttijd: float, wacht: Callable[[float], None], klok: Callable[[], float]
    ) -> None:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            raise DoelFout(f"'{url}' is geen adres dat met http:// of https:// begint.")
        self._url, self._wachttijd, self._wacht, self._klok = url, wachttijd, wacht, klok
        self._opener = build_opener(_GeenOmleiding)

    def bied_aan(self, aanbod: Aanbod) -> bytes | None:
        """Post a message and give the answer."""
        tot = self._klok() + self._wachttijd
        status, inhoud, plaats = self._stuur(aanbod)
        adres = self._url
        while status == 202:
            adres = urljoin(adres, plaats or "")
            if not plaats or urlsplit(adres)[:2] != urlsplit(self._url)[:2]:
                raise GeenGoedAntwoord(
                    "antwoord: gevonden 202 zonder Location op dezelfde server, verwacht een Location"
                )
            if self._klok() >= tot:
                raise self._te_laat()
            self._wacht(TUSSENPOOS)
            status, inhoud, volgende = self._vraag(Request(adres, headers={"Accept": "application/xml"}))
            plaats = volgende or plaats
        if status not in (200, 204):
            raise GeenGoedAntwoord(f"antwoord: gevonden HTTP-status {status}, verwacht {_MOGELIJK}")
        return inhoud if status == 200 else None

    def reik_aan(self, aanbod: Aanbod) -> None:
        """Post a message that the system itself would have sent."""
        status, _, _ = self._stuur(aanbod)
        if status >= 300:
            raise DoelFout(f"{self._url} geeft HTTP-status {status} op {aanbod.naam}, verwacht {_MOGELIJK}.")

    def _stuur(self, aanbod: Aanbod) -> tuple[int, bytes, str | None]:
        kop = {"Content-Type": "application/xml; charset=utf-8", "Accept": "application/xml"}
        return self._vraag(Request(self._url, aanbod.inhoud, kop, method="POST"))

    def _te_laat(self) -> GeenGoedAntwoord:
        zin = f"antwoord: gevonden niets na {self._wachttijd:g} seconden, verwacht een antwoord"
        return GeenGoedAntwoord(zin)

    def _vraag(self, verzoek: Request) -> tuple[int, bytes, str | None]:
        """Status, content and Location; a status that is an error is a status as any other."""
        try:
            with self._opener.open(verzoek, timeout=self._wachttijd) as reactie:
                return reactie.status, reactie.read(STANDAARD_LIMIET + 1), reactie.headers.get("Location")
        except HTTPError as fout:
            with fout:
                return fout.code, b"", None
        except TimeoutError:
            raise self._te_laat() from None
        except HTTPException:
            raise GeenGoedAntwoord(f"antwoord: gevonden iets wat geen HTTP is, verwacht {_MOGELIJK}") from None
        except OSError:
            raise DoelFout(f"{self._url} is niet te bereiken. Controleer het adres en het certificaat.") from None


class _GeenOmleiding(HTTPRedirectHandler):
    """A redirect is an answer like any other: messages go to the address given and nowhere else."""

    def redirect_request(self, *_: object) -> None:
        return None
