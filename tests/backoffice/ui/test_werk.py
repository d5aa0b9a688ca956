"""The work list on the screen: what waits, why something is proposed, and deciding on it."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from backoffice.toegang.rechten import Rol
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows.keten import vot, vow
from tests.flows.regio import GEMEENTE, Regio
from tests.flows.werk import EERDER, besluiten, eigen_berichten, enig, items, keur_af


@pytest.fixture
def verzoek(sqlite_regio: Regio) -> Regio:
    """A region in which an aanbieder asks for one product."""
    sqlite_regio.wijs_toe(EERDER)
    sqlite_regio.stuur(vot())
    return sqlite_regio


def toegang(regio: Regio, **anders: Any) -> TestClient:
    """The browser of somebody who decides for the gemeente."""
    return klant(regio.werkplek, bezoeker(Rol.TOEGANG, **anders))


def besluit(browser: TestClient, werk_id: int, handeling: str, **velden: str) -> Any:
    """What the server says to a decision."""
    return browser.post(f"/werk/{werk_id}/besluiten/{handeling}", data={"gezien": "0", **velden})


def test_een_lege_lijst_zegt_dat(sqlite_regio: Regio) -> None:
    assert "Er wacht geen werk op u." in toegang(sqlite_regio).get("/werk").text


def test_de_lijst_toont_wat_wacht_met_de_termijn(verzoek: Regio) -> None:
    tekst = toegang(verzoek).get("/werk").text
    assert f'href="/werk/{enig(verzoek).id}"' in tekst
    assert "17-04-2026" in tekst
    assert "verzoek om toewijzing A0001" in tekst


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ("soort=verzoek", True),
        ("soort=geweigerd+bericht", False),
        ("stand=open", True),
        ("stand=afgedaan", False),
        ("fase=ruim", True),
        ("fase=te+laat", False),
        ("aanbieder=12345678", True),
        ("aanbieder=87654321", False),
    ],
)
def test_de_lijst_is_te_filteren(verzoek: Regio, vraag: str, gevonden: bool) -> None:
    tekst = toegang(verzoek).get(f"/werk?{vraag}").text
    assert ("verzoek om toewijzing A0001" in tekst) is gevonden
    assert ("Geen werk past bij wat u zoekt." in tekst) is not gevonden


def test_een_verzoek_toont_de_vraag_het_voorstel_en_elke_toets(verzoek: Regio) -> None:
    browser, id_ = toegang(verzoek), enig(verzoek).id
    with geteld(verzoek.engine) as opdrachten:
        tekst = browser.get(f"/werk/{id_}").text
    assert len([een for een in opdrachten if not een.startswith(("PRAGMA", "BEGIN"))]) <= 15
    assert "45 45A04" in tekst
    assert (
        '<dd class="utrecht-data-list__item-value utrecht-data-list__item-value--html-dd">toewijzen</dd>' in tekst
    )
    assert "geen contract" in tekst
    assert "stapeling" in tekst
    assert "OP274" in tekst
    assert f'href="/werk/{enig(verzoek).id}/besluiten/wijs-toe"' in tekst


def test_toewijzen_maakt_het_bericht_een_keer(verzoek: Regio) -> None:
    browser, id_ = toegang(verzoek), enig(verzoek).id
    for _ in range(2):
        antwoord = besluit(browser, id_, "wijs-toe")
        assert (antwoord.status_code, antwoord.headers["location"]) == (303, f"/werk/{id_}")
    assert len(eigen_berichten(verzoek, "JW301")) == 1
    (gekeken,) = besluiten(verzoek, id_)
    assert gekeken.wie == bezoeker(Rol.TOEGANG).naam
    tekst = browser.get(f"/werk/{id_}").text
    assert "Toegewezen" in tekst
    assert "Wat u kunt doen" not in tekst


def test_wie_te_laat_is_leest_wie_wat_besloot(verzoek: Regio) -> None:
    id_ = enig(verzoek).id
    ander = klant(verzoek.werkplek, bezoeker(Rol.CONTRACTMANAGER))
    assert besluit(ander, id_, "wijs-toe").status_code == 303
    antwoord = besluit(toegang(verzoek), id_, "wijs-af", code="1", gronden="te laat gezien")
    assert antwoord.status_code == 422
    assert f"Werk {id_} is al afgedaan: toegewezen door contractmanager bij regio" in antwoord.text
    assert len(besluiten(verzoek, id_)) == 1


def test_afwijzen_tegen_het_voorstel_vraagt_om_gronden(verzoek: Regio) -> None:
    browser, id_ = toegang(verzoek), enig(verzoek).id
    antwoord = besluit(browser, id_, "wijs-af", code="4")
    assert antwoord.status_code == 422
    assert "Zeg op welke gronden u afwijst met 4." in antwoord.text
    assert '<option value="4" selected>' in antwoord.text
    assert besluit(browser, id_, "wijs-af", code="4", gronden="past niet\nzie gesprek").status_code == 303
    (genomen,) = besluiten(verzoek, id_)
    assert (genomen.code, genomen.inhoud["gronden"]) == ("4", ["past niet", "zie gesprek"])


def test_korter_toewijzen_dan_gevraagd(verzoek: Regio) -> None:
    id_ = enig(verzoek).id
    fout = besluit(toegang(verzoek), id_, "wijs-toe", einddatum="31-31-2026")
    assert fout.status_code == 422
    assert "Schrijf de datum als dag-maand-jaar" in fout.text
    assert besluit(toegang(verzoek), id_, "wijs-toe", einddatum="2026-06-30").status_code == 303
    (bericht,) = eigen_berichten(verzoek, "JW301")
    (nieuw,) = [p for p in bericht.client.toegewezen_producten if p.toewijzing_nummer == 8]
    assert str(nieuw.einddatum) == "2026-06-30"


def test_aanhouden_in_onderzoek_en_overdragen(verzoek: Regio) -> None:
    browser, id_ = toegang(verzoek), enig(verzoek).id
    assert besluit(browser, id_, "houd-aan").status_code == 422
    assert besluit(browser, id_, "houd-aan", tot="2026-04-14").status_code == 303
    assert enig(verzoek).status == "aangehouden"
    assert besluit(browser, id_, "neem-in-onderzoek", gezien="1").status_code == 303
    assert enig(verzoek).status == "in onderzoek"
    assert besluit(browser, id_, "draag-over", gemeente="9999", gezien="2").status_code == 422
    assert besluit(browser, id_, "draag-over", gemeente="0164", gezien="2").status_code == 303
    vraag = next(item for item in items(verzoek) if item.gemeente == "0164")
    hengelo = toegang(verzoek, van_een_ander=True)
    assert "Antwoorden" in hengelo.get(f"/werk/{vraag.id}").text
    assert besluit(hengelo, vraag.id, "antwoord-op-overname").status_code == 422
    assert besluit(hengelo, vraag.id, "antwoord-op-overname", akkoord="ja").status_code == 303
    assert "overeengekomen ja" in browser.get(f"/werk/{id_}").text


def test_feiten_vastleggen_toetst_opnieuw(verzoek: Regio) -> None:
    browser, id_ = toegang(verzoek), enig(verzoek).id
    assert "Noem ten minste een feit" in besluit(browser, id_, "feiten").text
    assert besluit(browser, id_, "feiten", afkeur="een ander product past beter").status_code == 303
    tekst = browser.get(f"/werk/{id_}").text
    assert "een ander product past beter" in tekst
    assert "faalt" in tekst


def test_een_geweigerd_bericht_gaat_opnieuw_of_wordt_afgesloten(verzoek: Regio) -> None:
    browser, id_ = toegang(verzoek), enig(verzoek).id
    besluit(browser, id_, "wijs-toe")
    (bericht,) = eigen_berichten(verzoek, "JW301")
    keur_af(verzoek, bericht)
    nieuw = enig(verzoek).id
    tekst = browser.get(f"/werk/{nieuw}").text
    assert "Opnieuw verzenden" in tekst
    assert "Afsluiten" in tekst
    assert "Zeg waarom" in besluit(browser, nieuw, "sluit-af").text
    assert besluit(browser, nieuw, "herhaal").status_code == 303
    assert len(eigen_berichten(verzoek, "JW301")) == 2


def test_een_wijziging_gaat_alleen_in_haar_geheel(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.stuur(vow())
    browser, id_ = toegang(sqlite_regio), enig(sqlite_regio).id
    assert "Ander volume" not in browser.get(f"/werk/{id_}/besluiten/wijs-toe").text
    assert "Overdragen" not in browser.get(f"/werk/{id_}").text


@pytest.mark.parametrize("handeling", ["wijs-toe", "wijs-af", "houd-aan", "draag-over", "feiten", "sluit-af"])
def test_elk_formulier_opent(verzoek: Regio, handeling: str) -> None:
    assert toegang(verzoek).get(f"/werk/{enig(verzoek).id}/besluiten/{handeling}").status_code == 200
    assert toegang(verzoek).get(f"/werk/{enig(verzoek).id}/besluiten/iets-anders").status_code == 404


def test_een_ander_ziet_en_besluit_niets(verzoek: Regio) -> None:
    browser, id_ = toegang(verzoek, van_een_ander=True), enig(verzoek).id
    assert "Er wacht geen werk op u." in browser.get("/werk").text
    assert browser.get(f"/werk/{id_}").status_code == 404
    assert browser.get(f"/werk/{id_}/besluiten/wijs-toe").status_code == 404
    assert besluit(browser, id_, "wijs-toe").status_code == 404
    assert besluiten(verzoek, id_) == []


def test_wie_alleen_kijkt_krijgt_geen_knoppen(verzoek: Regio) -> None:
    browser, id_ = klant(verzoek.werkplek, bezoeker(Rol.CONTROLLER)), enig(verzoek).id
    assert "Wat u kunt doen" not in browser.get(f"/werk/{id_}").text
    assert besluit(browser, id_, "wijs-toe").status_code == 403


def test_het_regionaal_kantoor_kiest_een_gemeente(verzoek: Regio) -> None:
    browser = klant(verzoek.werkplek, bezoeker(Rol.CONTRACTMANAGER))
    assert "A0001" in browser.get(f"/werk?gemeente={GEMEENTE}").text
    assert "A0001" not in browser.get("/werk?gemeente=0164").text
