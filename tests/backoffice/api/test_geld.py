"""Contracts, cost, payments, held lines and runs, for who may see and decide."""

from __future__ import annotations

import pytest

from backoffice.services import betaalrekeningen
from backoffice.toegang.rechten import Rol
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.web.portaal import ANDERE_AANBIEDER, ANDERE_GEMEENTE, bezoeker
from tests.flows.regio import AANBIEDER, GEMEENTE, MAANDBEDRAG, NU, Regio
from tests.flows.test_betalen import IBAN, IBAN_GEMEENTE, LATER
from tests.flows.test_termijn import dag, houd_aan, om


@pytest.fixture
def te_betalen(sqlite_regio: Regio) -> Regio:
    """One approved month to pay, and confirmed accounts of both sides."""
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer()
    for partij, iban in ((AANBIEDER, IBAN), (GEMEENTE, IBAN_GEMEENTE)):
        nummer = betaalrekeningen.stel_rekening_voor(sqlite_regio.werkplek, partij, iban, "Naam", NU, "an")
        betaalrekeningen.bevestig_rekening(sqlite_regio.werkplek, nummer, NU, "bo")
    return sqlite_regio


def test_van_voorstel_tot_betaling_door_twee_personen(te_betalen: Regio) -> None:
    maker = systeem(te_betalen, bezoeker(Rol.CONTROLLER), LATER)
    ander = systeem(te_betalen, bezoeker(Rol.FINANCIEEL), LATER)
    nieuw = {"gemeente": GEMEENTE, "betaaldag": "2026-05-12"}
    proef = maker.post("/betaalvoorstellen", json=nieuw | {"proef": True}).json()
    assert (proef["nummer"], proef["bedrag"]) == (None, MAANDBEDRAG)
    gemaakt = maker.post("/betaalvoorstellen", json=nieuw)
    assert (gemaakt.status_code, gemaakt.json()["bedrag"]) == (201, MAANDBEDRAG)
    adres = f"/betaalvoorstellen/{gemaakt.json()['nummer']}"
    assert [rij["bedrag"] for rij in maker.get("/betaalvoorstellen").json()["resultaten"]] == [MAANDBEDRAG]
    gezien = {"If-Match": maker.get(adres).headers["etag"]}
    goed = {"besluit": "goedkeuren"}
    keur_probleem(maker.post(f"{adres}/besluiten", json=goed), 428)
    keur_probleem(maker.post(f"{adres}/besluiten", json=goed, headers=gezien), 409)
    keur_probleem(maker.post(f"{adres}/bestand"), 409)
    assert ander.post(f"{adres}/besluiten", json=goed, headers=gezien).json()["besluit"] == "goedgekeurd"
    keur_probleem(ander.post(f"{adres}/besluiten", json=goed, headers=gezien), 412)
    bestand = maker.post(f"{adres}/bestand")
    assert IBAN.encode() in bestand.content
    assert maker.post(f"{adres}/bestand").content == bestand.content
    aanbieder = systeem(te_betalen, bezoeker(Rol.SYSTEEM_AANBIEDER), LATER)
    (betaling,) = aanbieder.get("/betalingen").json()["resultaten"]
    posten = aanbieder.get(f"/betalingen/{betaling['kenmerk']}").json()["posten"]
    assert (betaling["bedrag"], sum(post["bedrag"] for post in posten)) == (MAANDBEDRAG, MAANDBEDRAG)
    assert aanbieder.get("/betaalvoorstellen").json()["resultaten"] == []
    keur_probleem(aanbieder.get(adres), 404)


def test_een_andere_gemeente_betaalt_en_besluit_niets(te_betalen: Regio) -> None:
    maker = systeem(te_betalen, bezoeker(Rol.CONTROLLER), LATER)
    nieuw = {"gemeente": GEMEENTE, "betaaldag": "2026-05-12"}
    adres = f"/betaalvoorstellen/{maker.post('/betaalvoorstellen', json=nieuw).json()['nummer']}"
    voor = te_betalen.dump()
    ander = systeem(te_betalen, bezoeker(Rol.CONTROLLER, van_een_ander=True), LATER)
    assert ander.get("/betaalvoorstellen").json()["resultaten"] == []
    keur_probleem(ander.post("/betaalvoorstellen", json=nieuw), 404)
    keur_probleem(ander.get(adres), 404)
    keur_probleem(ander.post(f"{adres}/besluiten", json={"besluit": "afkeuren"}, headers={"If-Match": "*"}), 404)
    keur_probleem(ander.post(f"{adres}/bestand"), 404)
    assert te_betalen.dump() == voor


def test_kosten_van_de_eigen_gemeente(te_betalen: Regio) -> None:
    client = systeem(te_betalen, bezoeker(Rol.SYSTEEM_GEMEENTE))
    (rij,) = client.get("/kosten").json()["resultaten"]
    assert (rij["gemeente"], rij["kosten"]) == (GEMEENTE, MAANDBEDRAG)
    heel = client.get(f"/kosten/{GEMEENTE}?maand=2026-04-01").json()
    assert sum(regel["bedrag"] for regel in heel["regels"]) == heel["kosten"] == MAANDBEDRAG
    keur_probleem(client.get(f"/kosten/{ANDERE_GEMEENTE}"), 404)
    ander = systeem(te_betalen, bezoeker(Rol.SYSTEEM_GEMEENTE, van_een_ander=True))
    assert ander.get("/kosten").json()["resultaten"] == []
    keur_probleem(ander.get(f"/kosten/{GEMEENTE}"), 404)
    keur_probleem(ander.get(f"/wie-betaalt/{AANBIEDER}/R1"), 404)


def test_de_boeken_sluiten_voor_de_regio_en_zijn_van_een_gemeente_alleen_het_eigene(te_betalen: Regio) -> None:
    maanden = "van=2026-01-01&totEnMet=2026-12-01"
    regio = systeem(te_betalen, bezoeker(Rol.FINANCIEEL))
    saldi = regio.get(f"/grootboek/proefbalans?{maanden}").json()["resultaten"]
    assert sum(saldo["debet"] for saldo in saldi) == sum(saldo["credit"] for saldo in saldi) == MAANDBEDRAG
    eigen = systeem(te_betalen, bezoeker(Rol.CONTROLLER)).get(f"/grootboek/proefbalans?{maanden}").json()
    assert {saldo["partij"] for saldo in eigen["resultaten"]} == {GEMEENTE}
    aansluiting = regio.get("/grootboek/aansluiting").json()
    assert aansluiting["verschillen"] == []
    assert [(regel["toegekend"], regel["open"]) for regel in aansluiting["regels"]] == [(MAANDBEDRAG, MAANDBEDRAG)]
    ander = systeem(te_betalen, bezoeker(Rol.CONTROLLER, van_een_ander=True))
    assert ander.get("/grootboek/aansluiting").json() == {"regels": [], "verschillen": []}
    assert regio.get(f"/verrekeningen?{maanden}").json()["resultaten"] == []
    keur_probleem(regio.get("/verrekeningen?van=2026-02-01&totEnMet=2026-01-01"), 400)
    assert regio.get("/begrotingen?jaar=2026").json()["resultaten"] == []


def test_een_contract_zoals_het_was_en_bekend_was(sqlite_regio: Regio) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    (rij,) = client.get("/contracten").json()["resultaten"]
    assert (rij["aanbieder"], rij["loopt"]) == (AANBIEDER, True)
    adres = f"/contracten/{rij['contractnummer']}"
    heel = client.get(f"{adres}?op=2026-02-01").json()
    assert (heel["op"], heel["contract"]["contractnummer"]) == ("2026-02-01", rij["contractnummer"])
    keur_probleem(client.get(f"{adres}?bekendOp=2020-01-01"), 404)
    keur_probleem(client.get(f"/contracten/OBJ-{ANDERE_AANBIEDER}"), 404)


def test_wat_te_laat_kwam_wordt_beslist_door_wie_dat_mag(sqlite_regio: Regio) -> None:
    aanbieder = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    assert aanbieder.get("/aangehouden").json()["resultaten"] == []
    besluit = {"besluit": "accepteer", "reden": "ziekte"}
    keur_probleem(aanbieder.post("/aangehouden/1/besluiten", json=besluit, headers={"If-Match": "*"}), 403)
    controller = systeem(sqlite_regio, bezoeker(Rol.CONTROLLER))
    keur_probleem(controller.post("/aangehouden/1/besluiten", json=besluit, headers={"If-Match": "*"}), 404)


def test_een_besluit_over_wat_te_laat_kwam_geeft_het_antwoord(sqlite_regio: Regio) -> None:
    houd_aan(sqlite_regio)
    nu = om(dag("16-7"))
    controller = systeem(sqlite_regio, bezoeker(Rol.CONTROLLER), nu)
    (lijn,) = controller.get("/aangehouden").json()["resultaten"]
    adres = f"/aangehouden/{lijn['prestatieId']}"
    gezien = {"If-Match": controller.get(adres).headers["etag"]}
    besluit = {"besluit": "wijs-af", "reden": "afspraak was duidelijk"}
    ander = systeem(sqlite_regio, bezoeker(Rol.CONTROLLER, van_een_ander=True), nu)
    keur_probleem(ander.post(f"{adres}/besluiten", json=besluit, headers=gezien), 404)
    keur_probleem(controller.post(f"{adres}/besluiten", json=besluit), 428)
    gevolg = controller.post(f"{adres}/besluiten", json=besluit, headers=gezien).json()
    assert gevolg == {"beantwoord": True, "toegekend": MAANDBEDRAG, "afgewezen": MAANDBEDRAG}
    assert controller.get("/aangehouden").json()["resultaten"] == []


def test_een_taak_wordt_eerst_op_proef_en_dan_echt_gedaan(te_betalen: Regio) -> None:
    beheer = systeem(te_betalen, bezoeker(Rol.BEHEER), LATER)
    assert {"naam": "betalingen"} in beheer.get("/taken").json()["resultaten"]
    proef = beheer.post("/runs", json={"taak": "betalingen", "proef": True}).json()
    assert any(GEMEENTE in zin for zin in proef["gedaan"])
    assert beheer.get("/runs").json()["resultaten"] == []
    assert beheer.post("/runs", json={"taak": "betalingen"}).json() == proef
    (run,) = beheer.get("/runs?taak=betalingen").json()["resultaten"]
    assert beheer.get(f"/runs/{run['id']}").json() == run
    keur_probleem(beheer.post(f"/runs/{run['id']}/stop"), 409)
    keur_probleem(beheer.post(f"/runs/{run['id']}/hervat"), 409)
    keur_probleem(beheer.post("/runs", json={"taak": "bestaatniet"}), 404)
    keur_probleem(beheer.post("/runs/99/stop"), 404)


def test_wie_ik_ben_en_wie_er_meedoen(sqlite_regio: Regio) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    ik = client.get("/ik").json()
    assert (ik["organisatie"], ik["soort"]) == (AANBIEDER, "aanbieder")
    assert "berichten_indienen" in ik["rechten"]
    assert {"code": GEMEENTE, "naam": "Enschede"} in client.get("/gemeenten").json()["resultaten"]
    assert [rij["code"] for rij in client.get("/aanbieders").json()["resultaten"]] == [AANBIEDER]


def test_een_begroting_wordt_eerst_gelezen_en_dan_geladen(regio: Regio) -> None:
    client = systeem(regio, bezoeker(Rol.CONTROLLER))
    inhoud = f"gemeente;jaar;contractsoort;euros\n{GEMEENTE};2026;OB Jeugd;1.250,50\n".encode()
    csv = {"Content-Type": "text/csv"}
    proef = client.post("/begrotingen?proef=true", content=inhoud, headers=csv).json()
    assert proef == {"gelezen": 1, "gewijzigd": 0}
    assert client.get("/begrotingen?jaar=2026").json()["resultaten"] == []
    for gewijzigd in (1, 0):
        geladen = client.post("/begrotingen", content=inhoud, headers=csv).json()
        assert geladen == {"gelezen": 1, "gewijzigd": gewijzigd}
    (rij,) = client.get("/begrotingen?jaar=2026").json()["resultaten"]
    assert (rij["gemeente"], rij["posten"]) == (GEMEENTE, {"OB Jeugd": 125_050})
    voor = regio.dump()
    ander = systeem(regio, bezoeker(Rol.CONTROLLER, van_een_ander=True))
    keur_probleem(ander.post("/begrotingen", content=inhoud, headers=csv), 422)
    keur_probleem(client.post("/begrotingen", content=inhoud.replace(b"1.250,50", b"veel"), headers=csv), 422)
    keur_probleem(client.post("/begrotingen", content=b"", headers=csv), 400)
    keur_probleem(client.post("/begrotingen", json={}), 415)
    assert regio.dump() == voor
