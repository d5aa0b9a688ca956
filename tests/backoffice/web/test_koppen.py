"""What every answer carries, and that another site cannot act for a visitor."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from backoffice.toegang.rechten import Rol
from backoffice.web.koppen import KOPPEN, eigen_site
from tests.backoffice.web.portaal import bezoeker, klant
from tests.flows.regio import Regio


@pytest.mark.parametrize("pad", ["/", "/berichten", "/bestaat-niet"])
def test_elk_antwoord_draagt_de_koppen(sqlite_regio: Regio, pad: str) -> None:
    antwoord = klant(sqlite_regio.werkplek, bezoeker(Rol.AUDITOR)).get(pad)
    assert {naam: antwoord.headers.get(naam) for naam in KOPPEN} == KOPPEN
    assert antwoord.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("koppen", "eigen"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://hier", "host": "hier"}, False),
        ({"origin": "http://hier:8000", "host": "hier:8000"}, True),
        ({"origin": "http://daar", "host": "hier"}, False),
        ({"origin": "null", "host": "hier"}, False),
        ({"host": "hier"}, False),
    ],
)
def test_alleen_een_pagina_van_deze_site_verandert_iets(koppen: dict[str, str], eigen: bool) -> None:
    assert eigen_site(Headers(koppen)) is eigen
