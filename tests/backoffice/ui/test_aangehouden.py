"""Deciding on what came late."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice.contracts.model import Declaratietermijn, Gevolg
from backoffice.toegang.rechten import Rol
from tests.backoffice.web.portaal import bezoeker, klant
from tests.flows import test_termijn as termijn
from tests.flows.regio import NU, Regio, prestatie


def te_laat(regio: Regio, *, retourcode: str | None = None) -> None:
    """One prestatie that waits for a decision."""
    termijn.spreek_af(regio, Declaratietermijn(1, Gevolg.AANHOUDEN, retourcode_te_laat=retourcode))
    termijn.wijs_toe(regio)
    laat = prestatie(referentie_nummer="LAAT", **termijn.maand(1))
    assert termijn.declareer(regio, date(2026, 4, 7), laat).uitkomst == "aangehouden"


@pytest.mark.parametrize("rol", [Rol.FINANCIEEL, Rol.CONTROLLER])
def test_accepteren_geeft_het_antwoord(regio: Regio, rol: Rol) -> None:
    te_laat(regio)
    browser = klant(regio.werkplek, bezoeker(rol))
    assert 'href="/aangehouden/1"' in browser.get("/betalingen/aangehouden").text
    pagina = browser.get("/aangehouden/1").text
    assert "21-04-2026" in pagina
    leeg = browser.post("/aangehouden/1", data={"besluit": "", "reden": " "})
    assert leeg.status_code == 422
    assert "Kies wat u besluit." in leeg.text
    assert "Schrijf waarom" in leeg.text
    besluit = {"besluit": "accepteer", "reden": "afgesproken met de aanbieder"}
    assert browser.post("/aangehouden/1", data=besluit).headers["location"] == "/berichten/2"
    assert browser.get("/prestaties/1").status_code == 200
    # A second click finds that nothing waits any more.
    assert browser.post("/aangehouden/1", data=besluit).status_code == 404


def test_afwijzen_kan_alleen_met_een_retourcode_in_het_contract(sqlite_regio: Regio) -> None:
    te_laat(sqlite_regio)
    browser = klant(sqlite_regio.werkplek, bezoeker(Rol.FINANCIEEL))
    antwoord = browser.post("/aangehouden/1", data={"besluit": "wijs-af", "reden": "te laat"})
    assert antwoord.status_code == 409
    assert "geen retourcode" in antwoord.text


def test_van_een_andere_gemeente_is_het_er_niet(sqlite_regio: Regio) -> None:
    te_laat(sqlite_regio)
    ander = klant(sqlite_regio.werkplek, bezoeker(Rol.CONTROLLER, van_een_ander=True), NU)
    voor = sqlite_regio.dump()
    assert ander.get("/aangehouden/1").status_code == 404
    assert ander.post("/aangehouden/1", data={"besluit": "accepteer", "reden": "x"}).status_code == 404
    assert sqlite_regio.dump() == voor
