"""The API in a test: a client of any role."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi.testclient import TestClient

from backoffice.toegang.rechten import Bezoeker
from tests.backoffice.web.portaal import klant
from tests.flows.regio import NU, Regio

PROBLEEM = "application/problem+json"


def systeem(regio: Regio, wie: Bezoeker | None, nu: datetime = NU) -> TestClient:
    """A client of the API that is recognised as this visitor, and sends nothing that a browser sends."""
    client = klant(regio.werkplek, wie, nu)
    client.base_url = client.base_url.join("/api/v1")
    for kop in ("Origin", "Sec-Fetch-Site"):
        del client.headers[kop]
    return client


def keur_probleem(antwoord: Any, status: int) -> dict[str, Any]:
    """An answer is a problem with this status, with everything that belongs in it."""
    assert antwoord.status_code == status, antwoord.text
    assert antwoord.headers["content-type"] == PROBLEEM
    assert antwoord.headers["api-version"] == "1.0.0"
    inhoud: dict[str, Any] = antwoord.json()
    assert inhoud["status"] == status
    assert inhoud["title"]
    assert inhoud["detail"].endswith(".")
    return inhoud
