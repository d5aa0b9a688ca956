"""What waits on the first page of who decides in the region."""

from __future__ import annotations

import re

import pytest

from backoffice.services import betalen, contractvoorstellen
from backoffice.storage import runs
from backoffice.toegang.rechten import Rol
from tests.backoffice.ui.betaald import BETAALDAG, LATER, te_betalen
from tests.backoffice.ui.test_betaalvoorstellen import collega
from tests.flows.regio import GEMEENTE, Regio


def wachtend(regio: Regio, naam: str, rol: Rol, *, elders: bool = False) -> dict[str, int]:
    """The number beside each line of the first page."""
    tekst = collega(regio, naam, rol, elders=elders).get("/").text
    gevonden = re.findall(r'<a class="nl-link" href="([^"]+)">[^<]+</a></th><td class="getal">(\d+)</td>', tekst)
    return {pad: int(aantal) for pad, aantal in reversed(gevonden)}


def test_wat_een_ander_maakte_wacht_op_mij(regio: Regio) -> None:
    te_betalen(regio)
    betalen.maak_voorstel(regio.werkplek, GEMEENTE, BETAALDAG, LATER, "an")
    assert wachtend(regio, "an", Rol.FINANCIEEL)["/betaalvoorstellen"] == 0
    assert wachtend(regio, "bo", Rol.FINANCIEEL)["/betaalvoorstellen"] == 1
    assert wachtend(regio, "bo", Rol.CONTROLLER)["/betaalvoorstellen"] == 1
    assert wachtend(regio, "bo", Rol.CONTROLLER, elders=True)["/betaalvoorstellen"] == 0


def test_contracten_en_runs(sqlite_regio: Regio) -> None:
    contractvoorstellen.stel_index_voor(sqlite_regio.engine, 2027, 350, ova=None, soorten=(), wie="an", nu=LATER)
    assert wachtend(sqlite_regio, "An", Rol.CONTRACTMANAGER)["/contractbeheer"] == 0
    assert wachtend(sqlite_regio, "bo", Rol.CONTRACTMANAGER)["/contractbeheer"] == 2
    with sqlite_regio.engine.begin() as conn:
        runs.begin(conn, "opruimen", "2026-05-12 04:00", "planner", LATER)
        runs.eindig(conn, 1, "mislukt", "", LATER)
    assert wachtend(sqlite_regio, "bo", Rol.BEHEER) == {"/runs": 1}


@pytest.mark.parametrize("rol", [Rol.AUDITOR, Rol.FINANCIEEL, Rol.CONTRACTMANAGER])
def test_de_eerste_pagina_van_elke_rol(sqlite_regio: Regio, rol: Rol) -> None:
    assert collega(sqlite_regio, "bo", rol).get("/").status_code == 200
