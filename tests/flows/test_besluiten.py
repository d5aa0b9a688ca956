"""From a verzoek to a decision, a message and a clock (domain sections 2.3, 2.5 and 3.4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from backoffice.contracts.model import Contractstatus, Deelname, Statuswijziging
from backoffice.services.besluit_werk import (
    antwoord_op_overname,
    draag_over,
    herhaal,
    houd_aan,
    leg_feiten_vast,
    neem_in_onderzoek,
    sluit_af,
    wijs_af,
    wijs_toe,
)
from backoffice.services.verzending import Besluitfout
from backoffice.storage import tabellen
from backoffice.verzoeken.model import InhoudelijkeAfkeur, Woonplaats
from tests import bouwers
from tests.flows.keten import codes, te_wijzigen, vot, vow
from tests.flows.regio import GEMEENTE, NU, Regio, product
from tests.flows.test_verzoek import bekend
from tests.flows.werk import (
    EERDER,
    besluiten,
    contracteer,
    eigen_berichten,
    enig,
    inhoud,
    items,
    keur_af,
    keur_goed,
    norm,
    ob,
    regels,
    vertrokken,
    voorstel,
    wie,
)

MAAND = {"omvang": bouwers.omvang(volume=120, frequentie="4")}


@pytest.fixture
def regio(regio: Regio) -> Regio:
    """The cliënt is known."""
    regio.wijs_toe(EERDER)
    return regio


def leeg(**anders: Any) -> dict[str, Any]:
    """An aspecifiek line of a verzoek: a categorie, no code and no omvang."""
    return {"product": bouwers.product(categorie="45", code=None), "omvang": None, **anders}


# --- section 3.4, one by one ----------------------------------------------------------------------


def test_1_een_vot_die_past_wordt_toegewezen(regio: Regio) -> None:
    regio.stuur(vot())
    assert voorstel(regio) == ("toewijzen", None)
    item = enig(regio)
    # Received on Friday 10-04-2026: five werkdagen later is Friday 17-04.
    assert (item.termijn, item.vervaldag) == ("antwoord_vot", date(2026, 4, 17))
    bericht = vertrokken(regio, wijs_toe(regio.werkplek, item.id, wie()))
    assert regels(bericht) == {8: (None, "A0001")}
    assert items(regio) == []
    assert bekend(regio).verzoek.toegewezen == {8}
    (besluit,) = besluiten(regio, item.id)
    assert (besluit.keuze, besluit.wie, besluit.besloten_op) == ("toegewezen", "Jansen", NU)
    assert {u["toets"] for u in besluit.inhoud["uitkomsten"]} >= {"geen contract", "stapeling"}
    assert besluit.inhoud["regels"][0]["code"] == "45A04"


@pytest.mark.parametrize(
    ("aanpassing", "gevraagd", "uitkomst"),
    [
        ({"deelnames": (Deelname("0164", date(2025, 1, 1)),)}, {}, ("afwijzen", "3")),
        ({}, {"omvang": bouwers.omvang(volume=2, eenheid="04", frequentie="4")}, ("afwijzen", "4")),
        (
            {"statussen": (Statuswijziging(date(2026, 4, 1), Contractstatus.OPGESCHORT, "onderzoek"),)},
            {},
            ("afwijzen", "4"),
        ),
        (
            {"statussen": (Statuswijziging(date(2026, 3, 31), Contractstatus.ONTBONDEN, "fraude"),)},
            {},
            ("afwijzen", "3"),
        ),
    ],
    ids=["2 gemeente doet niet mee", "3 uren in plaats van minuten", "5 opgeschort", "6 ontbonden"],
)
def test_een_vot_die_niet_past(
    regio: Regio, aanpassing: dict[str, Any], gevraagd: dict[str, Any], uitkomst: tuple[str, str]
) -> None:
    contracteer(regio, **aanpassing)
    regio.stuur(vot(**gevraagd))
    assert voorstel(regio) == uitkomst
    bericht = vertrokken(regio, wijs_af(regio.werkplek, enig(regio).id, wie(), uitkomst[1]))
    assert bericht.antwoord.reden_afwijzing_verzoek == uitkomst[1]
    assert not bekend(regio).verzoek.open


def test_4_een_vot_voorbij_het_contract_wordt_ingekort_en_een_vow_niet(regio: Regio) -> None:
    contracteer(regio, einddatum=date(2026, 12, 31))
    regio.stuur(vot(toewijzing_einddatum=date(2027, 6, 30), **MAAND))
    assert voorstel(regio) == ("toewijzen", None)
    bericht = vertrokken(regio, wijs_toe(regio.werkplek, enig(regio).id, wie()))
    (regel,) = bericht.client.toegewezen_producten
    assert regel.einddatum == date(2026, 12, 31)
    regio.stuur(vow(te_wijzigen(8, einddatum=date(2027, 6, 30), **MAAND), referentie_aanbieder="A0002"))
    assert voorstel(regio) == ("afwijzen", "4")


def test_7_een_budget_boven_de_norm_wordt_de_norm(regio: Regio) -> None:
    contracteer(regio, norm(budget=1_000_000))
    regio.stuur(vot(**leeg(budget=1_200_000)))
    assert voorstel(regio) == ("toewijzen", None)
    (regel,) = vertrokken(regio, wijs_toe(regio.werkplek, enig(regio).id, wie())).client.toegewezen_producten
    assert regel.budget == 1_000_000


def test_7_of_met_reden_2(regio: Regio) -> None:
    contracteer(regio, norm(budget=1_000_000))
    regio.stuur(vot(**leeg(budget=1_200_000)))
    bericht = vertrokken(regio, wijs_af(regio.werkplek, enig(regio).id, wie("Jansen", "te duur"), "2"))
    assert bericht.antwoord.reden_afwijzing_verzoek == "2"


def test_8_een_vow_gaat_in_haar_geheel(regio: Regio) -> None:
    regio.wijs_toe(product(einddatum=date(2026, 6, 30)))
    nieuw = bouwers.nieuw_product(**leeg(product=bouwers.product(categorie="54", code=None)))
    regio.stuur(vow(te_wijzigen(1001, einddatum=date(2026, 9, 30)), nieuw=(nieuw,)))
    assert voorstel(regio) == ("afwijzen", "4")
    with pytest.raises(Besluitfout, match="in zijn geheel"):
        wijs_toe(regio.werkplek, enig(regio).id, wie("J", "toch"), {"einddatum": date(2026, 8, 1)})


def test_9_stapeling(regio: Regio) -> None:
    regio.wijs_toe(product(toewijzing_nummer=1001, code=None, omvang=None))
    regio.stuur(vot(**leeg()))
    assert voorstel(regio) == ("afwijzen", "6")


def test_10_landelijke_zorg_is_geen_reden_3(regio: Regio) -> None:
    regio.stuur(vot(product=bouwers.product(categorie="55", code=None), omvang=None, raamcontract="1"))
    keuze, code = voorstel(regio)
    assert code != "3"
    assert keuze == "geen voorstel"


def test_11_een_maatregel_wordt_nooit_zorginhoudelijk_afgewezen(regio: Regio) -> None:
    gi = bouwers.verwijzer(type="04")
    regio.stuur(vot(verwijzer=gi))
    assert inhoud(regio, enig(regio).id)["voorstel"]["vorm"] == "mens"
    with pytest.raises(Besluitfout, match="alleen af met 3, 4, 8"):
        wijs_af(regio.werkplek, enig(regio).id, wie("Jansen", "niet nodig"), "7")


def test_12_een_aanbieder_zonder_recht_op_een_vow(regio: Regio) -> None:
    regio.wijs_toe(product(einddatum=date(2026, 6, 30)))
    contracteer(regio, vow_rol=False)
    ontvangst = regio.stuur(vow(te_wijzigen(1001, einddatum=date(2026, 9, 30))))
    assert (ontvangst.uitkomst, ontvangst.antwoord_soort) == ("verwerkt", "JW318")
    assert voorstel(regio) == ("afwijzen", "4")


# --- section 2.5: what a VOW does to the numbers --------------------------------------------------


def test_3_meer_en_langer_binnen_een_totaal_houdt_het_nummer(regio: Regio) -> None:
    contracteer(regio, ob(frequenties=("4", "6")))
    totaal = {"omvang": bouwers.omvang(volume=80, frequentie="6")}
    regio.wijs_toe(product(einddatum=date(2026, 6, 30), **totaal))
    meer = {"omvang": bouwers.omvang(volume=120, frequentie="6")}
    gevraagd = te_wijzigen(1001, gewenste_ingangsdatum=date(2026, 1, 1), einddatum=date(2026, 12, 31), **meer)
    regio.stuur(vow(gevraagd))
    bericht = vertrokken(regio, wijs_toe(regio.werkplek, enig(regio).id, wie("Jansen", "akkoord")))
    assert regels(bericht) == {1001: ("12", "A0001")}
    (regel,) = bericht.client.toegewezen_producten
    assert (regel.omvang.volume, regel.ingangsdatum) == (120, date(2026, 1, 1))


def test_4_een_ander_volume_per_maand_krijgt_een_nieuw_nummer(regio: Regio) -> None:
    regio.wijs_toe(product(omvang=bouwers.omvang(volume=120, frequentie="4")))
    meer = {"omvang": bouwers.omvang(volume=200, frequentie="4")}
    regio.stuur(vow(te_wijzigen(1001, gewenste_ingangsdatum=date(2026, 11, 1), **meer)))
    uitslag = wijs_toe(regio.werkplek, enig(regio).id, wie("Jansen", "akkoord"))
    bericht = vertrokken(regio, uitslag)
    assert regels(bericht) == {1001: ("12", "A0001"), 1002: (None, "A0001")}
    assert [p.einddatum for p in bericht.client.toegewezen_producten] == [date(2026, 10, 31), date(2026, 12, 31)]
    assert "houdt haar nummer niet" in uitslag.zinnen[0]


# --- every reason to refuse -----------------------------------------------------------------------


@pytest.mark.parametrize("code", list("1234569"))
def test_een_mens_kan_met_elke_reden_afwijzen(regio: Regio, code: str) -> None:
    regio.stuur(vot())
    with pytest.raises(Besluitfout, match="op welke gronden"):
        wijs_af(regio.werkplek, enig(regio).id, wie(), code)
    bericht = vertrokken(regio, wijs_af(regio.werkplek, enig(regio).id, wie("Jansen", "bekeken"), code))
    assert (bericht.antwoord.verzoek_antwoord, bericht.antwoord.reden_afwijzing_verzoek) == ("1", code)
    assert bericht.antwoord.woonplaatsbeginsel is None
    assert codes(regio.stuur(vot("A0002"))) == {}


def test_reden_7_na_een_inhoudelijk_oordeel(regio: Regio) -> None:
    regio.stuur(vot())
    item = enig(regio)
    afkeur = InhoudelijkeAfkeur("Jansen", "lichtere hulp volstaat")
    leg_feiten_vast(regio.werkplek, item.id, wie(), afkeur=afkeur)
    assert voorstel(regio) == ("afwijzen", "7")
    wijs_af(regio.werkplek, item.id, wie(), "7")
    assert [b.keuze for b in besluiten(regio, item.id)] == ["feiten vastgelegd", "afgewezen"]


@pytest.mark.parametrize("code", ["0", "10", ""])
def test_een_andere_reden_bestaat_niet(regio: Regio, code: str) -> None:
    regio.stuur(vot())
    with pytest.raises(Besluitfout, match="geen reden om af te wijzen"):
        wijs_af(regio.werkplek, enig(regio).id, wie("Jansen", "bekeken"), code)


def test_23_jaar_of_ouder(regio: Regio) -> None:
    bericht = bouwers.wijzig(vot(), datum=date(2003, 4, 1))
    regio.stuur(bericht)
    assert voorstel(regio) == ("afwijzen", "9")


# --- woonplaats -----------------------------------------------------------------------------------


def test_reden_8_pas_als_de_andere_gemeente_het_ermee_eens_is(regio: Regio) -> None:
    regio.stuur(vot())
    item = enig(regio)
    with pytest.raises(Besluitfout, match="moet het eerst eens zijn"):
        wijs_af(regio.werkplek, item.id, wie("Jansen", "woont daar"), "8", "0164")
    draag_over(regio.werkplek, item.id, wie(), "0164")
    vraag = next(een for een in items(regio) if een.gemeente == "0164")
    # Asked on 10-04: fourteen days later.
    assert (vraag.termijn, vraag.vervaldag) == ("informatieverzoek", date(2026, 4, 24))
    antwoord_op_overname(regio.werkplek, vraag.id, wie("Bakker"), akkoord=True)
    assert voorstel(regio) == ("afwijzen", "8")
    with pytest.raises(Besluitfout, match="Noem bij reden 8"):
        wijs_af(regio.werkplek, item.id, wie(), "8")
    bericht = vertrokken(regio, wijs_af(regio.werkplek, item.id, wie(), "8", "0164"))
    assert bericht.antwoord.woonplaatsbeginsel.gemeente == "0164"


def test_zegt_de_andere_gemeente_nee_dan_besluit_deze(regio: Regio) -> None:
    regio.stuur(vot())
    item = enig(regio)
    draag_over(regio.werkplek, item.id, wie(), "0164")
    vraag = next(een for een in items(regio) if een.gemeente == "0164")
    antwoord_op_overname(regio.werkplek, vraag.id, wie("Bakker"), akkoord=False)
    assert voorstel(regio) == ("toewijzen", None)
    assert enig(regio).status == "open"


@pytest.mark.parametrize("code", ["3", "5"])
def test_alleen_bij_reden_8_een_andere_gemeente(regio: Regio, code: str) -> None:
    regio.stuur(vot())
    with pytest.raises(Besluitfout, match="TR409"):
        wijs_af(regio.werkplek, enig(regio).id, wie("Jansen", "bekeken"), code, "0164")


def test_een_vow_na_een_verhuizing_is_reden_5(regio: Regio) -> None:
    regio.wijs_toe(product(einddatum=date(2026, 6, 30)))
    regio.stuur(vow(te_wijzigen(1001, einddatum=date(2026, 9, 30))))
    item = enig(regio)
    leg_feiten_vast(regio.werkplek, item.id, wie(), woonplaats=Woonplaats("0164"))
    assert voorstel(regio) == ("afwijzen", "5")
    with pytest.raises(Besluitfout, match="gebruik bij een wijziging reden 5"):
        wijs_af(regio.werkplek, item.id, wie("Jansen", "verhuisd"), "8", "0164")
    with pytest.raises(Besluitfout, match="Alleen een verzoek om toewijzing"):
        draag_over(regio.werkplek, item.id, wie(), "0164")


@pytest.mark.parametrize(("gemeente", "melding"), [("9999", "geen gemeentecode"), (GEMEENTE, "zelf")])
def test_een_gemeente_die_niet_kan(regio: Regio, gemeente: str, melding: str) -> None:
    regio.stuur(vot())
    with pytest.raises(Besluitfout, match=melding):
        draag_over(regio.werkplek, enig(regio).id, wie(), gemeente)


# --- onderzoek, aanhouden and who came first ------------------------------------------------------


def test_eerst_onderzoek_dan_toewijzen(regio: Regio) -> None:
    regio.stuur(vot())
    item = enig(regio)
    bericht = vertrokken(regio, neem_in_onderzoek(regio.werkplek, item.id, wie()))
    assert (bericht.antwoord.verzoek_antwoord, bericht.antwoord.reden_afwijzing_verzoek) == ("2", None)
    # Refusing on the woonplaatsbeginsel ends first: two weeks after receipt, before eight from 03-04.
    assert (enig(regio).status, enig(regio).vervaldag) == ("in onderzoek", date(2026, 4, 24))
    with pytest.raises(Besluitfout, match="TR360"):
        neem_in_onderzoek(regio.werkplek, item.id, wie())
    assert len(eigen_berichten(regio, "JW319")) == 1
    wijs_toe(regio.werkplek, item.id, wie())
    assert bekend(regio).verzoek.toegewezen == {8}
    assert [b.keuze for b in besluiten(regio, item.id)] == ["in onderzoek genomen", "toegewezen"]


@pytest.mark.parametrize(
    ("tot", "melding"),
    [
        (date(2026, 4, 10), "na vandaag"),
        (date(2026, 4, 11), None),
        (date(2026, 4, 17), None),
        (date(2026, 4, 18), "eindigt op 17-04-2026"),
    ],
)
def test_aanhouden_kan_tot_de_vervaldag(regio: Regio, tot: date, melding: str | None) -> None:
    regio.stuur(vot())
    if melding is not None:
        with pytest.raises(Besluitfout, match=melding):
            houd_aan(regio.werkplek, enig(regio).id, wie(), tot)
        assert enig(regio).status == "open"
        return
    houd_aan(regio.werkplek, enig(regio).id, wie(), tot)
    assert (enig(regio).status, enig(regio).aangehouden_tot) == ("aangehouden", tot)


def test_wie_als_tweede_besluit_hoort_wie_de_eerste_was(regio: Regio) -> None:
    regio.stuur(vot())
    item = enig(regio)
    wijs_af(regio.werkplek, item.id, wie("Jansen", "geen plaats"), "6")
    voor = regio.dump()
    with pytest.raises(Besluitfout, match=r"al afgedaan: afgewezen door Jansen op 10-04-2026 om 11:00"):
        wijs_toe(regio.werkplek, item.id, wie("De Vries"))
    assert regio.dump() == voor


def test_een_verzoek_kan_niet_zomaar_weg(regio: Regio) -> None:
    regio.stuur(vot())
    with pytest.raises(Besluitfout, match="wacht een aanbieder"):
        sluit_af(regio.werkplek, enig(regio).id, wie("Jansen", "klaar"))


def test_onbekend_werk(regio: Regio) -> None:
    with pytest.raises(Besluitfout, match="Werk 99 bestaat niet"):
        wijs_toe(regio.werkplek, 99, wie())


def test_wat_de_aanbieder_zou_afkeuren_vertrekt_niet(regio: Regio) -> None:
    regio.stuur(vot())
    voor = regio.dump()
    with pytest.raises(Besluitfout, match="zou deze JW301 afkeuren"):
        wijs_toe(regio.werkplek, enig(regio).id, wie("Jansen", "toch"), {"einddatum": date(2026, 1, 1)})
    assert regio.dump() == voor


def test_van_een_onbekende_jeugdige_moet_meer_bekend_zijn(regio: Regio) -> None:
    regio.stuur(bouwers.wijzig(vot(), bsn=bouwers.test_bsn(5)))
    with pytest.raises(Besluitfout, match="ijw werk client"):
        wijs_toe(regio.werkplek, enig(regio).id, wie())


# --- bad input ------------------------------------------------------------------------------------


def test_een_onbekende_aanbieder_krijgt_antwoord(regio: Regio) -> None:
    """No contract at all: taken up, and refused with 3."""
    assert regio.stuur(bouwers.wijzig(vot(), afzender="11111111")).uitkomst == "verwerkt"
    assert voorstel(regio) == ("afwijzen", "3")
    wijs_af(regio.werkplek, enig(regio).id, wie(), "3")


def test_een_gemeente_waarvoor_wij_niet_werken(regio: Regio) -> None:
    ontvangst = regio.stuur(bouwers.wijzig(vot(), ontvanger="0363"))
    assert ontvangst.uitkomst == "onleesbaar"
    assert "0363" in (ontvangst.reden or "")
    assert items(regio) == []


def test_een_product_dat_niemand_verkoopt(regio: Regio) -> None:
    assert codes(regio.stuur(vot(code="45B99"))) == {"Client/AangevraagdProduct": ("S329",)}
    assert items(regio) == []


def test_een_tweede_verzoek_terwijl_het_eerste_open_is(regio: Regio) -> None:
    regio.stuur(vot())
    assert codes(regio.stuur(vot("A0002"))) == {"Client": ("9374",)}
    assert len(items(regio)) == 1


def test_hetzelfde_verzoek_twee_keer_is_een_werk(regio: Regio) -> None:
    bericht = vot()
    regio.stuur(bericht)
    voor = regio.dump()
    assert regio.stuur(bericht).uitkomst == "herhaald"
    assert regio.dump() == voor


# --- what was refused -----------------------------------------------------------------------------


def test_wat_een_geweigerde_jw301_meldde_wordt_opnieuw_gemeld(regio: Regio) -> None:
    regio.stuur(vot())
    eerste = vertrokken(regio, wijs_toe(regio.werkplek, enig(regio).id, wie()))
    keur_af(regio, eerste)
    item = enig(regio)
    assert (item.soort, item.termijn) == ("geweigerd bericht", "antwoord_vot")
    assert "afgekeurd (9332)" in item.reden
    assert bekend(regio).verzoek.open
    assert codes(regio.stuur(vot("A0002"))) == {"Client": ("9374",)}
    tweede = vertrokken(regio, herhaal(regio.werkplek, item.id, wie()))
    assert regels(tweede) == regels(eerste) == {8: (None, "A0001")}
    assert bekend(regio).verzoek.toegewezen == {8}
    assert items(regio) == []
    keur_goed(regio, tweede)
    # Once it arrived the line is known, and bears no reference any more (IV097).
    regio.stuur(vot("A0002", toewijzing_ingangsdatum=date(2027, 1, 1), toewijzing_einddatum=date(2027, 6, 30)))
    derde = vertrokken(regio, wijs_toe(regio.werkplek, enig(regio).id, wie()))
    assert regels(derde) == {8: (None, None), 9: (None, "A0002")}


def test_een_geweigerde_vow_draagt_opnieuw_overal_haar_referentie(regio: Regio) -> None:
    blijft = product(toewijzing_nummer=1002, categorie="44", code=None, omvang=None)
    regio.wijs_toe(product(einddatum=date(2026, 6, 30)), blijft)
    regio.stuur(vow(te_wijzigen(1001, einddatum=date(2026, 9, 30), **MAAND), blijft=(1002,)))
    eerste = vertrokken(regio, wijs_toe(regio.werkplek, enig(regio).id, wie("Jansen", "akkoord")))
    assert {referentie for _, referentie in regels(eerste).values()} == {"A0001"}
    keur_af(regio, eerste)
    tweede = vertrokken(regio, herhaal(regio.werkplek, enig(regio).id, wie()))
    assert regels(tweede) == regels(eerste)


def test_een_geweigerde_jw319_is_geen_antwoord(regio: Regio) -> None:
    regio.stuur(vot())
    eerste = vertrokken(regio, wijs_af(regio.werkplek, enig(regio).id, wie("Jansen", "bekeken"), "4"))
    assert not bekend(regio).verzoek.open
    keur_af(regio, eerste, "9359")
    assert bekend(regio).verzoek.open
    item = enig(regio)
    assert (item.soort, item.vervaldag) == ("geweigerd bericht", date(2026, 4, 17))
    with pytest.raises(Besluitfout, match="niet over een toewijzing"):
        herhaal(regio.werkplek, item.id, wie())
    wijs_toe(regio.werkplek, item.id, wie())
    assert bekend(regio).verzoek.toegewezen == {8}


def test_na_een_geweigerd_onderzoek_blijft_er_een_werk_over(regio: Regio) -> None:
    regio.stuur(vot())
    eerste = vertrokken(regio, neem_in_onderzoek(regio.werkplek, enig(regio).id, wie()))
    keur_af(regio, eerste, "9360")
    assert enig(regio).soort == "geweigerd bericht"
    neem_in_onderzoek(regio.werkplek, enig(regio).id, wie())
    assert len(eigen_berichten(regio, "JW319")) == 2


def test_een_ongewijzigde_toewijzing_heeft_geen_reden(regio: Regio) -> None:
    """OP087: the message holds what runs and what changed; only what changed says why."""
    regio.wijs_toe(product(toewijzing_nummer=1001, categorie="44", code=None, omvang=None))
    regio.stuur(vot())
    bericht = vertrokken(regio, wijs_toe(regio.werkplek, enig(regio).id, wie()))
    assert regels(bericht) == {1001: (None, None), 1002: (None, "A0001")}


def test_het_audit_log_zegt_wie_besloot(regio: Regio) -> None:
    regio.stuur(vot())
    item = enig(regio)
    wijs_toe(regio.werkplek, item.id, wie("Jansen"))
    a = tabellen.audit.c
    rijen = regio.rijen(select(a.wie, a.client_id).where(a.doel == f"werk {item.id}"))
    assert [tuple(rij) for rij in rijen] == [("Jansen", item.client_id)]


def test_twee_besluiten_in_een_seconde_zijn_twee_versies(regio: Regio) -> None:
    regio.stuur(vot())
    wijs_toe(regio.werkplek, enig(regio).id, wie())
    regio.stuur(vow(te_wijzigen(8, einddatum=date(2027, 1, 31)), referentie_aanbieder="A0002"))
    wijs_toe(regio.werkplek, enig(regio).id, wie("Jansen", "akkoord"))
    t = tabellen.toewijzing_versie.c
    tijden = regio.rijen(select(t.toewijzingstijd).where(t.toewijzing_nummer == 8).order_by(t.versie))
    assert [tijd for (tijd,) in tijden] == ["11:00:00", "11:00:01"]


def test_een_besluit_blijft_staan(regio: Regio) -> None:
    regio.stuur(vot())
    wijs_toe(regio.werkplek, enig(regio).id, wie())
    with pytest.raises(Exception, match="alleen toegevoegd"), regio.engine.begin() as conn:
        conn.execute(update(tabellen.werkbesluit).values(wie="een ander"))
