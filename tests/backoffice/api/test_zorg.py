"""Toewijzingen, verzoeken and work, for who may see and decide."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from backoffice.storage import tabellen
from backoffice.toegang.rechten import Rol
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.web.portaal import bezoeker
from tests.flows.keten import vot
from tests.flows.regio import BSN, GEMEENTE, Regio
from tests.flows.werk import EERDER, vertrokken


@pytest.fixture
def met_verzoek(sqlite_regio: Regio) -> Regio:
    """A verzoek that waits for somebody of the gemeente."""
    sqlite_regio.wijs_toe(EERDER)
    sqlite_regio.stuur(vot())
    return sqlite_regio


def test_een_toewijzing_met_haar_versies_en_zonder_persoon(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    client = systeem(regio, bezoeker(Rol.SYSTEEM_GEMEENTE))
    (rij,) = client.get("/toewijzingen").json()["resultaten"]
    assert (rij["toewijzingNummer"], rij["gebruiktVolume"], rij["gebruiktBedrag"]) == (1001, 120, 11_760)
    een = client.get(f"/toewijzingen/{rij['id']}")
    assert een.json() == rij | {"versies": een.json()["versies"]}
    assert [versie["versie"] for versie in een.json()["versies"]] == [1]
    assert BSN not in een.text
    a = tabellen.audit.c
    keken = regio.rijen(select(a.handeling).where(a.wie == bezoeker(Rol.SYSTEEM_GEMEENTE).naam).order_by(a.id))
    assert [rij.handeling for rij in keken] == ["toewijzingen ingezien", "toewijzing ingezien"]


def test_op_bsn_wordt_gezocht_zonder_dat_het_in_een_adres_staat(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    client = systeem(sqlite_regio, bezoeker(Rol.TOEGANG))
    gevonden = client.post("/toewijzingen/zoeken", json={"bsn": BSN})
    assert [rij["toewijzingNummer"] for rij in gevonden.json()["resultaten"]] == [1001]
    assert BSN not in gevonden.text
    assert client.post("/toewijzingen/zoeken", json={"bsn": "999999990"}).json()["resultaten"] == []
    ander = systeem(sqlite_regio, bezoeker(Rol.TOEGANG, van_een_ander=True))
    assert ander.post("/toewijzingen/zoeken", json={"bsn": BSN}).json()["resultaten"] == []
    keur_probleem(ander.get("/toewijzingen/1"), 404)


def test_wat_fout_is_in_een_vraag_wordt_niet_herhaald(sqlite_regio: Regio) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.TOEGANG))
    antwoord = client.post("/toewijzingen/zoeken", json={"bsn": f"{BSN}0", "naam": "x"})
    fouten = keur_probleem(antwoord, 400)["fouten"]
    assert [fout["plaats"] for fout in fouten] == ["inhoud/bsn", "inhoud/naam"]
    assert BSN not in antwoord.text


def test_een_verzoek_wordt_toegewezen_door_wie_het_zag(met_verzoek: Regio) -> None:
    client = systeem(met_verzoek, bezoeker(Rol.TOEGANG))
    (werk,) = client.get("/werk").json()["resultaten"]
    adres = f"/werk/{werk['id']}"
    gezien = client.get(adres)
    assert gezien.json()["inhoud"]["voorstel"]
    assert BSN not in gezien.text
    nieuw = {"handeling": "wijs-toe", "gronden": ["past bij de hulpvraag"]}
    keur_probleem(client.post(f"{adres}/besluiten", json=nieuw), 428)
    keur_probleem(client.post(f"{adres}/besluiten", json=nieuw, headers={"If-Match": '"oud"'}), 412)
    besloten = client.post(f"{adres}/besluiten", json=nieuw, headers={"If-Match": gezien.headers["etag"]}).json()
    assert besloten["handeling"] == "toegewezen"
    assert vertrokken(met_verzoek, besloten["uitgaandId"])
    assert client.get("/werk").json()["resultaten"] == []
    (verzoek,) = client.get("/verzoeken").json()["resultaten"]
    assert client.get(f"/verzoeken/{verzoek['id']}").json()["toewijzingen"]
    keur_probleem(client.post(f"{adres}/besluiten", json=nieuw, headers={"If-Match": "*"}), 409)


@pytest.mark.parametrize(
    ("nieuw", "veld"),
    [
        ({"handeling": "wijs-af"}, "code"),
        ({"handeling": "houd-aan"}, "tot"),
        ({"handeling": "draag-over"}, "gemeente"),
        ({"handeling": "antwoord-op-overname"}, "akkoord"),
    ],
)
def test_een_besluit_waaraan_iets_ontbreekt(met_verzoek: Regio, nieuw: dict[str, str], veld: str) -> None:
    client = systeem(met_verzoek, bezoeker(Rol.TOEGANG))
    antwoord = client.post("/werk/1/besluiten", json=nieuw, headers={"If-Match": "*"})
    assert veld in keur_probleem(antwoord, 400)["detail"]


def test_feiten_worden_vastgelegd_en_daarna_staan_zij_erbij(met_verzoek: Regio) -> None:
    client = systeem(met_verzoek, bezoeker(Rol.TOEGANG))
    gezien = client.get("/werk/1").headers["etag"]
    feiten = {"woonplaats": GEMEENTE, "jeugdstrafrecht": False}
    assert client.post("/werk/1/feiten", json=feiten, headers={"If-Match": gezien}).status_code == 200
    assert client.get("/werk/1").json()["inhoud"]["bevonden"]["jeugdstrafrecht"] is False
    keur_probleem(client.post("/werk/1/feiten", json={}, headers={"If-Match": "*"}), 422)


def test_een_andere_gemeente_ziet_en_besluit_niets(met_verzoek: Regio) -> None:
    ander = systeem(met_verzoek, bezoeker(Rol.TOEGANG, van_een_ander=True))
    voor = met_verzoek.dump()
    assert ander.get("/werk").json()["resultaten"] == []
    keur_probleem(ander.get("/werk/1"), 404)
    keur_probleem(ander.get("/verzoeken/1"), 404)
    for adres, nieuw in (("besluiten", {"handeling": "wijs-toe"}), ("feiten", {"woonplaats": GEMEENTE})):
        keur_probleem(ander.post(f"/werk/1/{adres}", json=nieuw, headers={"If-Match": "*"}), 404)
    assert met_verzoek.dump() == voor


def test_de_termijnwacht_van_een_aanbieder_en_van_een_gemeente(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    aanbieder = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    verwacht = aanbieder.get("/termijnwacht").json()["resultaten"]
    assert {rij["toewijzingNummer"] for rij in verwacht} == {1001}
    ander = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER, van_een_ander=True))
    assert ander.get("/termijnwacht").json()["resultaten"] == []
    regio = systeem(sqlite_regio, bezoeker(Rol.FINANCIEEL))
    keur_probleem(regio.get("/termijnwacht"), 400)
    assert regio.get(f"/termijnwacht?gemeente={GEMEENTE}").json()["resultaten"] == verwacht
