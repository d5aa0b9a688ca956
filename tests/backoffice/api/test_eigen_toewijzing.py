"""A gemeente assigns of its own accord: for its own jeugdigen, in one JW301."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice.api.contracten import kameel
from backoffice.toegang.rechten import Rol
from ijw.json_vorm import klasse_naar_json
from ijw.nummers import test_bsn as proef_bsn
from tests import bouwers
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.web.portaal import bezoeker
from tests.flows.regio import AANBIEDER, BSN, Regio
from tests.flows.werk import eigen_berichten, regels

GEWENST = {
    "vanaf": "2026-05-01",
    "einddatum": "2026-12-31",
    "categorie": "45",
    "code": "45A04",
    "volume": 120,
    "eenheid": "01",
    "frequentie": "4",
}


def wens(**anders: Any) -> dict[str, Any]:
    return {"bsn": BSN, "aanbieder": AANBIEDER, "wensen": [{"gewenst": GEWENST}]} | anders


def client_van(bsn: str = BSN) -> dict[str, Any]:
    """What a JW301 says of a jeugdige, as the API takes it in."""
    inhoud = klasse_naar_json(bouwers.jw301_bericht(bsn=bsn).client)
    inhoud.pop("toegewezen_producten")
    return {"client": kameel(inhoud)}


def test_een_nieuwe_jeugdige_krijgt_een_toewijzing_en_verliest_haar(regio: Regio) -> None:
    client = systeem(regio, bezoeker(Rol.TOEGANG))
    keur_probleem(client.post("/toewijzingen", json=wens()), 404)
    bewaard = client.post("/clienten", json=client_van())
    assert (bewaard.status_code, list(bewaard.json())) == (201, ["id"])
    sleutel = {"Idempotency-Key": "een"}
    gemaakt = client.post("/toewijzingen", json=wens(), headers=sleutel)
    assert gemaakt.status_code == 201
    assert client.post("/toewijzingen", json=wens(), headers=sleutel).json() == gemaakt.json()
    (bericht,) = eigen_berichten(regio, "JW301")
    ((nummer, reden),) = regels(bericht).items()
    assert reden == (None, None)
    assert gemaakt.json()["zinnen"] == [f"Toewijzing {nummer} is nieuw vanaf 01-05-2026."]
    assert BSN not in gemaakt.text
    client.post("/toewijzingen", json=wens(wensen=[{"toewijzingNummer": nummer}]))
    assert regels(eigen_berichten(regio, "JW301")[-1]) == {nummer: ("13", None)}


@pytest.mark.parametrize(
    ("fout", "status"),
    [
        (wens(wensen=[]), 400),
        (wens(bsn="12345678"), 400),
        (wens(wensen=[{"gewenst": GEWENST | {"volume": 0}}]), 400),
        (wens(wensen=[{"toewijzingNummer": 999}]), 422),
        (wens(wensen=[{}]), 422),
    ],
)
def test_wat_niet_kan_verandert_niets(sqlite_regio: Regio, fout: dict[str, Any], status: int) -> None:
    sqlite_regio.wijs_toe()
    voor = sqlite_regio.dump()
    antwoord = systeem(sqlite_regio, bezoeker(Rol.TOEGANG)).post("/toewijzingen", json=fout)
    keur_probleem(antwoord, status)
    assert BSN not in antwoord.text
    assert sqlite_regio.dump() == voor


def test_een_onjuiste_client_wordt_niet_bewaard(sqlite_regio: Regio) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.TOEGANG))
    fout = client_van()
    fout["client"]["bsn"] = [BSN]
    antwoord = client.post("/clienten", json=fout)
    keur_probleem(antwoord, 422)
    assert BSN not in antwoord.text
    keur_probleem(client.post("/clienten", json={"client": {"bsn": BSN}}), 422)
    keur_probleem(client.post("/clienten", json={"client": "x"}), 400)


def test_een_andere_gemeente_wijst_niets_toe_aan_wie_zij_niet_kent(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    voor = sqlite_regio.dump()
    ander = systeem(sqlite_regio, bezoeker(Rol.TOEGANG, van_een_ander=True))
    keur_probleem(ander.post("/toewijzingen", json=wens()), 404)
    keur_probleem(ander.post("/toewijzingen", json=wens(bsn=proef_bsn(5))), 404)
    keur_probleem(ander.post("/toewijzingen", json=wens(wensen=[{"toewijzingNummer": 1001}])), 404)
    assert sqlite_regio.dump() == voor
