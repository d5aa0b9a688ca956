"""Every error is a page in Dutch that says what to do next, with the status and headers that belong to it."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from backoffice.fouten import BackofficeError, DatabaseFout, OnjuisteInhoud
from backoffice.services.inzage import contracten
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.toegang.rechten import Rol
from backoffice.web.beurten import OPNIEUW_NA, TeDruk
from backoffice.web.upload import TeGroot
from tests.backoffice.web.portaal import bezoeker, klant
from tests.flows.regio import Regio


def keur_pagina(antwoord: Any, status: int, *zinnen: str) -> None:
    """A page of the portal that tells this, with a way on."""
    assert antwoord.status_code == status, antwoord.text
    assert antwoord.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="nl"' in antwoord.text
    assert "Naar de startpagina" in antwoord.text
    for zin in zinnen:
        assert zin in antwoord.text


@pytest.fixture
def browser(sqlite_regio: Regio) -> TestClient:
    """Somebody of an aanbieder, who sees the answer to what nobody foresaw too."""
    gewoon = klant(sqlite_regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER))
    return TestClient(
        gewoon.app,
        base_url=str(gewoon.base_url),
        headers=dict(gewoon.headers),
        follow_redirects=False,
        raise_server_exceptions=False,
    )


@pytest.mark.parametrize(
    ("fout", "status", "zin"),
    [
        (NietGevonden("Dit contract is er niet. Kijk het nummer na."), 404, "Kijk het nummer na."),
        (BackofficeError("Dit is al besloten. Laad opnieuw."), 409, "Laad opnieuw."),
        (TeGroot("Dit is te veel. Splits het."), 413, "Splits het."),
        (OnjuisteInhoud("Dit is geen maand. Schrijf 01-2026."), 422, "Schrijf 01-2026."),
        (KeyError("geheim"), 500, "Probeer het over een paar minuten"),
        (DatabaseFout("De database antwoordt niet. Probeer het straks."), 503, "Probeer het straks."),
        (TeDruk(), 503, "over een halve minuut opnieuw"),
    ],
    ids=lambda waarde: type(waarde).__name__ if isinstance(waarde, Exception) else None,
)
def test_een_fout_is_een_pagina(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch, fout: Exception, status: int, zin: str
) -> None:
    def mislukt(*_: object) -> None:
        raise fout

    monkeypatch.setattr(contracten, "lijst", mislukt)
    antwoord = browser.get("/contracten")
    keur_pagina(antwoord, status, zin)
    assert antwoord.headers.get("retry-after") == (str(OPNIEUW_NA) if status == 503 else None)
    assert "geheim" not in antwoord.text


def test_wat_de_rol_niet_mag_en_wat_er_niet_is(browser: TestClient) -> None:
    keur_pagina(browser.get("/beheer/accounts"), 403, "Vraag uw beheerder")
    keur_pagina(browser.get("/bestaat-niet"), 404, "Kijk het adres na.")
    keur_pagina(browser.post("/contracten"), 405, "Ga terug")
    keur_pagina(browser.get("/prestaties/abc"), 400, "kijk het na")


def test_wat_een_andere_site_begon_is_een_pagina_en_wordt_niet_uitgevoerd(browser: TestClient) -> None:
    antwoord = browser.post("/afmelden", headers={"Sec-Fetch-Site": "cross-site"})
    keur_pagina(antwoord, 403, "van een andere website", "niet uitgevoerd")


def test_te_vaak_een_fout_wachtwoord_zegt_hoe_lang_te_wachten(sqlite_regio: Regio) -> None:
    niemand = klant(sqlite_regio.werkplek, None)
    fout = {"naam": "an", "wachtwoord": "onjuist"}
    statussen = [niemand.post("/aanmelden", data=fout).status_code for _ in range(12)]
    assert set(statussen) == {422, 429}
    antwoord = niemand.post("/aanmelden", data=fout)
    assert antwoord.status_code == 429
    assert "Wacht tot" in antwoord.text
    assert int(antwoord.headers["retry-after"]) > 0
