"""Idempotency-Key: a POST that comes twice with the same key is carried out once."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backoffice.api.problemen import ApiFout
from backoffice.services import herhalingen
from backoffice.services.werkplek import Werkplek
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import bezoeker_van, nodig_recht, portaal_van

Endpoint = TypeVar("Endpoint", bound=Callable[..., object])
_LEEST_ZELF: Final = "_leest_zelf"
_EENMALIG: Final = "_eenmalig"

_SLEUTEL: Final = re.compile(r"[\x21-\x7e]{1,100}")


class EerderBeantwoord(Exception):
    """This request was carried out before."""

    def __init__(self, antwoord: Response) -> None:
        super().__init__()
        self.antwoord = antwoord


@dataclass(frozen=True, slots=True)
class Begonnen:
    """A request under a key whose answer is to be kept."""

    werkplek: Werkplek
    client: str
    sleutel: str
    eenmalig: Mapping[str, str | None]

    def bewaar(self, status: int, koppen: dict[str, str], inhoud: bytes) -> None:
        """Keep the answer when the request was carried out, without what is told once."""
        if self.eenmalig and inhoud:
            inhoud = json.dumps(json.loads(inhoud) | self.eenmalig).encode()
        antwoord = {"status": status, "koppen": koppen, "inhoud": base64.b64encode(inhoud).decode()}
        gelukt = 200 <= status < 300
        herhalingen.rond_af(
            self.werkplek, self.client, self.sleutel, json.dumps(antwoord).encode() if gelukt else None
        )


def leest_zelf(endpoint: Endpoint) -> Endpoint:
    """Say that a route reads its own content from the wire, and asks `eerder_beantwoord` itself."""
    setattr(endpoint, _LEEST_ZELF, True)
    return endpoint


def toont_eenmalig(veld: str, melding: str) -> Callable[[Endpoint], Endpoint]:
    """Say that the answer of a route tells something once: who asks again gets a `melding` in its place."""

    def merk(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _EENMALIG, {veld: None, "melding": melding})
        return endpoint

    return merk


async def bewaak_herhaling(request: Request) -> None:
    """Answer what was answered before; the dependency of every route that takes a POST."""
    endpoint = request.scope["route"].endpoint
    if request.method != "POST" or nodig_recht(endpoint) is Recht.PUBLIEK:
        return
    if not hasattr(endpoint, _LEEST_ZELF):
        inhoud = await request.body()
        await eerder_beantwoord(request, lambda: inhoud)


async def eerder_beantwoord(request: Request, inhoud: Callable[[], bytes]) -> None:
    """Claim the key of a request for this content, when it has one; raises EerderBeantwoord or ApiFout."""
    sleutel = request.headers.get("idempotency-key")
    if sleutel is None:
        return
    if _SLEUTEL.fullmatch(sleutel) is None:
        raise ApiFout(400, "De Idempotency-Key heeft geen goede vorm. Verwacht: 1 tot 100 tekens zonder spaties.")
    werkplek, wie = portaal_van(request).werkplek, bezoeker_van(request)
    client = f"{wie.organisatie} {wie.naam}"
    verzoek = f"{request.method} {request.url.path}?{request.url.query}\n".encode() + inhoud()
    try:
        bekend = await run_in_threadpool(
            herhalingen.begin, werkplek, client, sleutel, verzoek, portaal_van(request).nu()
        )
    except herhalingen.AndereInhoud as fout:
        raise ApiFout(422, str(fout)) from fout
    except herhalingen.NogBezig as fout:
        raise ApiFout(409, str(fout), {"Retry-After": "5"}) from fout
    if bekend is not None:
        raise EerderBeantwoord(_antwoord(json.loads(bekend)))
    eenmalig = getattr(request.scope["route"].endpoint, _EENMALIG, {})
    request.state.begonnen = Begonnen(werkplek, client, sleutel, eenmalig)


def _antwoord(bewaard: dict[str, Any]) -> Response:
    koppen = bewaard["koppen"] | {"Idempotency-Replayed": "true"}
    return Response(base64.b64decode(bewaard["inhoud"]), bewaard["status"], koppen)
