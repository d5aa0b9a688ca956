"""Accounts to pay to: proposed by one person, confirmed by another."""

from __future__ import annotations

import pytest

from backoffice.toegang.rechten import Rol
from tests.backoffice.ui.betaald import IBAN
from tests.backoffice.ui.test_betaalvoorstellen import collega
from tests.backoffice.web.portaal import bezoeker, klant
from tests.flows.regio import AANBIEDER, GEMEENTE, Regio

VOORSTEL = {"partij": AANBIEDER, "iban": IBAN, "naam": "Stichting Hulp"}


def test_een_tweede_persoon_bevestigt_en_dan_begint_de_wachttijd(regio: Regio) -> None:
    tekent = klant(regio.werkplek, bezoeker(Rol.TEKENBEVOEGD))
    assert "nog geen rekeningen" in tekent.get("/rekeningen").text
    assert AANBIEDER in tekent.get("/rekeningen/nieuw").text
    assert tekent.post("/rekeningen/nieuw", data=VOORSTEL).headers["location"] == "/rekeningen"
    assert "een ander bevestigt dit" in tekent.get("/rekeningen").text
    an, bo = collega(regio, "an"), collega(regio, "bo")
    assert an.post("/rekeningen/1/bevestigen").status_code == 303
    # It was done on 12 May; five days later it may be used.
    assert "17-05-2026" in an.get("/rekeningen").text
    assert "wachttijd" in an.get("/rekeningen").text
    nogmaals = bo.post("/rekeningen/1/weigeren")
    assert nogmaals.status_code == 409
    assert "al besloten door an" in nogmaals.text


def test_wie_voorstelt_bevestigt_niet(sqlite_regio: Regio) -> None:
    an = collega(sqlite_regio, "an")
    an.post("/rekeningen/nieuw", data=VOORSTEL | {"partij": GEMEENTE})
    assert "een collega bevestigt" in an.get("/rekeningen").text
    geweigerd = an.post("/rekeningen/1/bevestigen")
    assert geweigerd.status_code == 409
    assert "Laat iemand anders beslissen" in geweigerd.text
    assert collega(sqlite_regio, "bo").post("/rekeningen/1/weigeren").status_code == 303
    assert "geweigerd" in an.get("/rekeningen").text


@pytest.mark.parametrize(
    ("anders", "status", "melding"),
    [
        ({"iban": "NL91ABNA0417164301"}, 422, "geen geldig IBAN"),
        ({"naam": " "}, 422, "naam van de rekeninghouder"),
        ({"partij": "99999999"}, 404, "geen aanbieder of gemeente 99999999"),
    ],
)
def test_wat_niet_kan_wordt_uitgelegd(
    sqlite_regio: Regio, anders: dict[str, str], status: int, melding: str
) -> None:
    voor = sqlite_regio.dump()
    antwoord = collega(sqlite_regio).post("/rekeningen/nieuw", data=VOORSTEL | anders)
    assert antwoord.status_code == status
    assert melding in antwoord.text
    assert sqlite_regio.dump() == voor


def test_een_rekening_van_een_ander_is_er_niet(sqlite_regio: Regio) -> None:
    collega(sqlite_regio, "an").post("/rekeningen/nieuw", data=VOORSTEL)
    collega(sqlite_regio, "an").post("/rekeningen/nieuw", data=VOORSTEL | {"partij": GEMEENTE})
    ander = klant(sqlite_regio.werkplek, bezoeker(Rol.TEKENBEVOEGD, van_een_ander=True))
    voor = sqlite_regio.dump()
    assert IBAN not in ander.get("/rekeningen").text
    assert ander.post("/rekeningen/nieuw", data=VOORSTEL).status_code == 404
    elders = collega(sqlite_regio, "zij", Rol.CONTROLLER, elders=True)
    for nummer in (1, 2):
        for wat in ("bevestigen", "weigeren"):
            assert elders.post(f"/rekeningen/{nummer}/{wat}").status_code == 404
    assert sqlite_regio.dump() == voor
    assert collega(sqlite_regio, "wij", Rol.CONTROLLER).post("/rekeningen/2/bevestigen").status_code == 303
