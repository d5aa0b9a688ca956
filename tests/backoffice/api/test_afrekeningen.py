"""The statement of a month and the monitor: each sees the own part, and small groups are hidden."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from backoffice.services.sluit_maand import sluit_maand
from backoffice.toegang.rechten import Rol
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.web.portaal import bezoeker
from tests.flows.regio import GEMEENTE, MAANDBEDRAG, Regio


@pytest.fixture
def geboekt(regio: Regio) -> Regio:
    """One approved prestatie, booked in April."""
    regio.wijs_toe()
    regio.declareer()
    return regio


def tabellen(regio: Regio, rol: Rol, *, van_een_ander: bool = False) -> dict[str, Any]:
    client = systeem(regio, bezoeker(rol, van_een_ander=van_een_ander))
    gevonden = client.get("/afrekeningen/2026-04-01").json()
    assert gevonden["vast"] is False
    return {tabel["titel"]: tabel for tabel in gevonden["tabellen"]}


def test_de_afrekening_van_ieder_is_het_eigen_deel(geboekt: Regio) -> None:
    regio = tabellen(geboekt, Rol.FINANCIEEL)["Kosten per gemeente"]
    assert [rij[0] for rij in regio["regels"]] == [GEMEENTE]
    assert regio["totaal"][regio["koppen"].index("kosten")] == MAANDBEDRAG
    for rol in (Rol.SYSTEEM_GEMEENTE, Rol.SYSTEEM_AANBIEDER):
        assert tabellen(geboekt, rol)["Regels"]["totaal"][-1] == MAANDBEDRAG
        ander = tabellen(geboekt, rol, van_een_ander=True)["Regels"]
        assert (ander["regels"], ander["totaal"][-1]) == ([], 0)
    client = systeem(geboekt, bezoeker(Rol.FINANCIEEL))
    keur_probleem(client.get("/afrekeningen/april"), 400)
    keur_probleem(systeem(geboekt, bezoeker(Rol.BEHEER)).get("/afrekeningen/2026-04-01"), 403)


def test_welke_maanden_gesloten_zijn(sqlite_regio: Regio) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    assert client.get("/afrekeningen").json()["resultaten"] == []
    sluit_maand(sqlite_regio.werkplek, date(2026, 3, 1), datetime(2026, 4, 10, 9, tzinfo=UTC), "an")
    (maand,) = client.get("/afrekeningen").json()["resultaten"]
    assert (maand["maand"], maand["afgerekendOp"]) == ("2026-03-01", None)


def test_de_monitor_verbergt_wat_over_een_jeugdige_gaat(geboekt: Regio) -> None:
    monitor = systeem(geboekt, bezoeker(Rol.BEHEER)).get("/monitor/2026").json()
    (regel,) = monitor["perGemeente"]
    assert (regel["jeugdigen"], regel["bedrag"]) == (None, None)
    assert monitor["hhi"] == 10_000
    keur_probleem(systeem(geboekt, bezoeker(Rol.BEHEER)).get("/monitor/0"), 400)
    keur_probleem(systeem(geboekt, bezoeker(Rol.CONTROLLER)).get("/monitor/2026"), 403)
