"""Facts about a jeugdige and who bears the care, for the gemeente of the jeugdige; a BSN is never in sight."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from backoffice.storage import tabellen
from backoffice.toegang.rechten import Rol
from ijw.nummers import test_bsn as proef_bsn
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.web.portaal import ANDERE_GEMEENTE, bezoeker
from tests.flows.regio import BSN, GEMEENTE, Regio

DERDE = "0147"


@pytest.fixture
def bekend(sqlite_regio: Regio) -> Regio:
    """The jeugdige is a cliënt of the gemeente."""
    sqlite_regio.wijs_toe()
    return sqlite_regio


def woont(gemeente: str, vanaf: str = "2020-01-01", **anders: Any) -> dict[str, Any]:
    return {"bsn": BSN, "soort": "woonadres", "vanaf": vanaf, "gemeente": gemeente, "bron": "BRP"} | anders


def test_een_feit_bepaalt_wie_betaalt_en_kan_worden_ingetrokken(bekend: Regio) -> None:
    client = systeem(bekend, bezoeker(Rol.SYSTEEM_GEMEENTE))
    periode = {"bsn": BSN, "vanaf": "2026-01-01", "totEnMet": "2026-01-31"}
    assert client.post("/wie-betaalt", json=periode).json()["resultaten"] == []
    eerste = {"nieuw": 1, "vervangen": 0, "ongewijzigd": 0}
    assert client.post("/persoonsfeiten", json=woont(GEMEENTE)).json() == eerste
    nog_eens = {"nieuw": 0, "vervangen": 0, "ongewijzigd": 1}
    assert client.post("/persoonsfeiten", json=woont(GEMEENTE)).json() == nog_eens
    client.post("/persoonsfeiten", json={"bsn": BSN, "soort": "hulpvraag", "vanaf": "2025-12-01", "bron": "x"})
    (drager,) = client.post("/wie-betaalt", json=periode).json()["resultaten"]
    assert (drager["vanaf"], drager["totEnMet"], drager["gemeente"]) == ("2026-01-01", "2026-01-31", GEMEENTE)
    assert drager["feiten"]
    gevonden = client.post("/persoonsfeiten/zoeken", json={"bsn": BSN})
    assert BSN not in gevonden.text
    adres = f"/persoonsfeiten/{gevonden.json()['resultaten'][0]['id']}/intrekken"
    assert client.post(adres, json={"reden": "verkeerde jeugdige"}).status_code == 204
    keur_probleem(client.post(adres, json={"reden": "nog eens"}), 404)
    (over,) = client.post("/persoonsfeiten/zoeken", json={"bsn": BSN}).json()["resultaten"]
    assert over["soort"] == "hulpvraag"
    a = tabellen.audit.c
    gezien = bekend.rijen(select(a.handeling).where(a.wie == bezoeker(Rol.SYSTEEM_GEMEENTE).naam))
    assert {rij.handeling for rij in gezien} == {"feiten ingezien", "feiten vastgelegd", "feit ingetrokken"}


def test_een_ander_feit_vervangt_alleen_als_dat_is_gezegd(bekend: Regio) -> None:
    client = systeem(bekend, bezoeker(Rol.TOEGANG))
    client.post("/persoonsfeiten", json=woont(GEMEENTE))
    keur_probleem(client.post("/persoonsfeiten", json=woont(DERDE)), 409)
    vervangen = client.post("/persoonsfeiten", json=woont(DERDE, vervangt=True)).json()
    assert vervangen == {"nieuw": 0, "vervangen": 1, "ongewijzigd": 0}


def test_wat_niet_kan_wordt_gezegd_zonder_het_bsn(bekend: Regio) -> None:
    client = systeem(bekend, bezoeker(Rol.TOEGANG))
    voor = bekend.dump()
    for fout, status in (
        (woont(GEMEENTE, bsn="123"), 400),
        (woont("Enschede"), 400),
        (woont(GEMEENTE, soort="huisadres"), 422),
        (woont(GEMEENTE, totEnMet="2019-12-31"), 422),
        (woont(GEMEENTE, bron=" "), 400),
    ):
        antwoord = client.post("/persoonsfeiten", json=fout)
        keur_probleem(antwoord, status)
        assert BSN not in antwoord.text
    periode = {"bsn": BSN, "vanaf": "2026-02-01", "totEnMet": "2026-01-31"}
    keur_probleem(client.post("/wie-betaalt", json=periode), 400)
    assert bekend.dump() == voor


def test_een_gemeente_weet_alleen_van_haar_eigen_jeugdigen(bekend: Regio) -> None:
    eigen = systeem(bekend, bezoeker(Rol.TOEGANG))
    eigen.post("/persoonsfeiten", json=woont(GEMEENTE, totEnMet="2026-02-28"))
    ander = systeem(bekend, bezoeker(Rol.TOEGANG, van_een_ander=True))
    voor = bekend.dump()
    assert ander.post("/persoonsfeiten/zoeken", json={"bsn": BSN}).json()["resultaten"] == []
    periode = {"bsn": BSN, "vanaf": "2026-01-01", "totEnMet": "2026-01-31"}
    assert ander.post("/wie-betaalt", json=periode).json()["resultaten"] == []
    keur_probleem(ander.post("/persoonsfeiten", json=woont(ANDERE_GEMEENTE, "2026-01-01")), 404)
    keur_probleem(ander.post("/persoonsfeiten", json=woont(ANDERE_GEMEENTE, bsn=proef_bsn(5))), 404)
    keur_probleem(ander.post("/persoonsfeiten/1/intrekken", json={"reden": "x"}), 404)
    assert bekend.dump() == voor
    eigen.post("/persoonsfeiten", json=woont(ANDERE_GEMEENTE, "2026-03-01"))
    assert ander.post("/persoonsfeiten/zoeken", json={"bsn": BSN}).json()["resultaten"] == []
