"""Paying on the screen: one person proposes, another approves, and the bank answers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from backoffice.toegang.rechten import Rol
from tests.backoffice.ui.betaald import BETAALDAG, LATER, te_betalen
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows.regio import AANBIEDER, GEMEENTE, Regio

MAAK = {"gemeente": GEMEENTE, "dag": BETAALDAG.isoformat(), "doen": "maak"}
KENMERK = "IJW000000000001"
PAIN002 = f"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
<OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>{KENMERK}</OrgnlEndToEndId><TxSts>RJCT</TxSts>
<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"""


def collega(regio: Regio, naam: str = "bo", rol: Rol = Rol.FINANCIEEL, *, elders: bool = False) -> TestClient:
    """Somebody with this name and role, on the day that can be paid."""
    return klant(regio.werkplek, replace(bezoeker(rol, van_een_ander=elders), naam=naam), LATER)


def test_twee_mensen_betalen_en_de_bank_weigert(regio: Regio) -> None:
    te_betalen(regio)
    an, bo = collega(regio, "an"), collega(regio, "bo")
    assert "nog geen betaalvoorstellen" in an.get("/betaalvoorstellen").text
    proef = an.post("/betaalvoorstellen/nieuw", data=MAAK | {"doen": "proef"}).text
    assert "€ 117,60" in proef
    assert "Er is nog niets bewaard" in proef
    assert an.post("/betaalvoorstellen/nieuw", data=MAAK).headers["location"] == "/betaalvoorstellen/1"
    # Sent twice it is one proposal: its lines are in it.
    assert "niets te betalen" in an.post("/betaalvoorstellen/nieuw", data=MAAK).text
    zelf = an.get("/betaalvoorstellen/1").text
    assert "U maakte dit voorstel zelf" in zelf
    assert "/goedkeuren" not in zelf
    geweigerd = an.post("/betaalvoorstellen/1/goedkeuren")
    assert geweigerd.status_code == 409
    assert "Laat iemand anders het goedkeuren" in geweigerd.text
    assert bo.post("/betaalvoorstellen/1/bestand").status_code == 409
    regels = bo.get(f"/betaalvoorstellen/1/betalingen/{KENMERK}").text
    assert 'href="/prestaties/1"' in regels
    assert bo.post("/betaalvoorstellen/1/goedkeuren").headers["location"] == "/betaalvoorstellen/1"
    dubbel = collega(regio, "co").post("/betaalvoorstellen/1/afkeuren")
    assert dubbel.status_code == 409
    assert "al goedgekeurd door bo" in dubbel.text
    eerste = an.post("/betaalvoorstellen/1/bestand")
    assert eerste.headers["content-disposition"] == 'attachment; filename="betaalvoorstel-1.xml"'
    voor = regio.dump()
    assert bo.post("/betaalvoorstellen/1/bestand").content == eerste.content
    assert regio.dump() == voor
    assert "hetzelfde bestand" in an.get("/betaalvoorstellen/1").text
    gelezen = an.post("/betaalvoorstellen/bank", files={"bestanden": ("status.xml", PAIN002.encode())}).text
    assert f"{KENMERK}: teruggekomen (AC04)" in gelezen
    nogmaals = an.post("/betaalvoorstellen/bank", files={"bestanden": ("status.xml", PAIN002.encode())}).text
    assert "was al teruggekomen" in nogmaals
    blokkades = an.get("/betaalvoorstellen/blokkades").text
    assert "kwam terug" in blokkades
    assert an.post("/betaalvoorstellen/blokkades/1/opheffen").status_code == 303
    assert an.post("/betaalvoorstellen/blokkades/1/opheffen").status_code == 404


def test_afkeuren_mag_ook_wie_het_maakte(sqlite_regio: Regio) -> None:
    te_betalen(sqlite_regio)
    an = collega(sqlite_regio, "an")
    an.post("/betaalvoorstellen/nieuw", data=MAAK)
    assert an.post("/betaalvoorstellen/1/afkeuren").status_code == 303
    assert "afgekeurd door an" in an.get("/betaalvoorstellen/1").text
    assert an.post("/betaalvoorstellen/nieuw", data=MAAK).headers["location"] == "/betaalvoorstellen/2"


@pytest.mark.parametrize(("dag", "melding"), [("31-02-2026", "dag-maand-jaar"), ("", "Kies de dag")])
def test_een_dag_die_er_niet_is(sqlite_regio: Regio, dag: str, melding: str) -> None:
    antwoord = collega(sqlite_regio).post("/betaalvoorstellen/nieuw", data=MAAK | {"dag": dag})
    assert antwoord.status_code == 422
    assert melding in antwoord.text


def test_met_de_hand_melden_en_blokkeren(sqlite_regio: Regio) -> None:
    te_betalen(sqlite_regio)
    an = collega(sqlite_regio, "an")
    blokkade = {"gemeente": GEMEENTE, "aanbieder": AANBIEDER, "reden": "in onderzoek"}
    leeg = an.post("/betaalvoorstellen/blokkades", data=blokkade | {"reden": " "})
    assert leeg.status_code == 422
    assert "Schrijf waarom" in leeg.text
    onbekend = an.post("/betaalvoorstellen/blokkades", data=blokkade | {"referentie": "ONBEKEND"})
    assert onbekend.status_code == 409
    assert an.post("/betaalvoorstellen/blokkades", data=blokkade).status_code == 303
    proef = an.post("/betaalvoorstellen/nieuw", data=MAAK)
    assert "in onderzoek" in proef.text
    an.post("/betaalvoorstellen/blokkades/1/opheffen")
    an.post("/betaalvoorstellen/nieuw", data=MAAK)
    melding = {"kenmerk": KENMERK, "stand": "uitgevoerd"}
    assert an.post("/betaalvoorstellen/bank/melding", data=melding).status_code == 404
    collega(sqlite_regio).post("/betaalvoorstellen/1/goedkeuren")
    an.post("/betaalvoorstellen/1/bestand")
    assert "uitgevoerd" in an.post("/betaalvoorstellen/bank/melding", data=melding).text
    assert an.post("/betaalvoorstellen/bank/melding", data=melding | {"stand": "kwijt"}).status_code == 400


def test_wat_geen_bankbestand_is(sqlite_regio: Regio) -> None:
    an = collega(sqlite_regio)
    leeg = an.post("/betaalvoorstellen/bank", files={"iets": ("x", b"x")})
    assert leeg.status_code == 422
    assert an.post("/betaalvoorstellen/bank", files={"bestanden": ("x.xml", b"<x/>")}).status_code == 422


def test_een_voorstel_van_een_andere_gemeente_is_er_niet(sqlite_regio: Regio) -> None:
    te_betalen(sqlite_regio)
    collega(sqlite_regio, "an").post("/betaalvoorstellen/nieuw", data=MAAK)
    collega(sqlite_regio, "an").post(
        "/betaalvoorstellen/blokkades", data={"gemeente": GEMEENTE, "aanbieder": AANBIEDER, "reden": "x"}
    )
    ander = collega(sqlite_regio, "zij", Rol.CONTROLLER, elders=True)
    voor = sqlite_regio.dump()
    for pad in ("1", f"1/betalingen/{KENMERK}"):
        assert ander.get(f"/betaalvoorstellen/{pad}").status_code == 404
    for pad in ("1/goedkeuren", "1/afkeuren", "1/bestand", "blokkades/1/opheffen"):
        assert ander.post(f"/betaalvoorstellen/{pad}").status_code == 404
    assert ander.post("/betaalvoorstellen/nieuw", data=MAAK).status_code == 404
    blokkade = {"gemeente": GEMEENTE, "aanbieder": AANBIEDER, "reden": "x"}
    assert ander.post("/betaalvoorstellen/blokkades", data=blokkade).status_code == 404
    bestand = {"bestanden": ("status.xml", PAIN002.encode())}
    assert "onbekende betaling" in ander.post("/betaalvoorstellen/bank", files=bestand).text
    assert sqlite_regio.dump() == voor
    assert "nog geen betaalvoorstellen" in ander.get("/betaalvoorstellen").text
    assert "niets geblokkeerd" in ander.get("/betaalvoorstellen/blokkades").text
    eigen = collega(sqlite_regio, "wij", Rol.CONTROLLER)
    assert eigen.post("/betaalvoorstellen/1/goedkeuren").status_code == 303


def test_elke_pagina_vraagt_hoogstens_vijftien_keer(regio: Regio) -> None:
    te_betalen(regio)
    an = collega(regio, "an")
    an.post("/betaalvoorstellen/nieuw", data=MAAK)
    paden = ("", "/1", f"/1/betalingen/{KENMERK}", "/blokkades", "/nieuw", "/bank")
    for pad in (*(f"/betaalvoorstellen{einde}" for einde in paden), "/rekeningen", "/"):
        with geteld(regio.engine) as opdrachten:
            assert an.get(pad).status_code == 200, pad
        assert len([een for een in opdrachten if not een.startswith(("PRAGMA", "BEGIN"))]) <= 15, pad
