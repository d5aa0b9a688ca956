"""A browser that really signs in, with a clock that is moved by hand."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import Final

import pyotp
from fastapi.testclient import TestClient

from adapters.sepa import Sepa
from backoffice.portaal import maak_portaal
from backoffice.ports.aanmelddienst import Aanmelddienst
from backoffice.services.accounts import maak_account
from backoffice.services.werkplek import Werkplek
from backoffice.toegang.rechten import Rol
from backoffice.web.poort import Portaal
from backoffice.web.sessiekoek import herken
from tests.flows.regio import AANBIEDER, NU

NIEUW: Final = "paard fiets lamp zee"


class Klok:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.nu = NU

    def __call__(self) -> datetime:
        return self.nu

    def verder(self, **duur: float) -> None:
        self.nu += timedelta(**duur)


def browser(
    werkplek: Werkplek, klok: Klok, adres: str = "http://portaal.test", dienst: Aanmelddienst | None = None
) -> TestClient:
    """A browser that holds its own cookies."""
    return TestClient(
        maak_portaal(Portaal(werkplek, klok, herken, Sepa(), {}, aanmelddienst=dienst)),
        base_url=adres,
        follow_redirects=False,
        headers={"Origin": adres, "Sec-Fetch-Site": "same-origin"},
    )


def nieuw_account(werkplek: Werkplek, naam: str = "an") -> str:
    return maak_account(
        werkplek, naam, Rol.DECLARATIEMEDEWERKER, AANBIEDER, nu=NU, wie="beheer", willekeur=os.urandom
    )


def ingesteld(werkplek: Werkplek, klok: Klok, b: TestClient, naam: str = "an") -> str:
    """Go through the first sign-in, and give the secret of the codes."""
    wachtwoord = nieuw_account(werkplek, naam)
    b.post("/aanmelden", data={"naam": naam, "wachtwoord": wachtwoord})
    b.post("/aanmelden/wachtwoord", data={"nieuw": NIEUW, "nogmaals": NIEUW})
    geheim = b.get("/aanmelden/instellen").text.partition("<code>")[2].partition("</code>")[0].replace(" ", "")
    antwoord = b.post("/aanmelden/instellen", data={"code": pyotp.TOTP(geheim).at(klok.nu)})
    assert antwoord.headers["location"] == "/"
    return geheim
