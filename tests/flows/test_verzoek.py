"""Verzoeken, the answers to them and the toewijzingen that honour them (domain sections 2.3 and 2.5)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from backoffice.storage import tabellen, verzoeken
from backoffice.storage.database import lezen
from ijw.json_vorm import van_json
from ijw.nummers import test_bsn as proef_bsn
from tests import bouwers
from tests.flows.keten import antwoord, codes, jw315_van, te_wijzigen, vot, vow
from tests.flows.regio import BSN, Regio, jw301_van, product, regels_van

LATER = {"toewijzingsdatum": date(2026, 4, 2)}


def bekend(regio: Regio, referentie: str = "A0001") -> verzoeken.Geregistreerd:
    with lezen(regio.engine) as conn:
        (gevonden,) = verzoeken.zoek_verzoeken(conn, bouwers.AANBIEDER, [referentie])
    return gevonden


def test_een_vot_wordt_aangenomen_per_product(regio: Regio) -> None:
    producten = [
        bouwers.aangevraagd_product(referentie_aanbieder="A1", toewijzing_einddatum=date(2026, 6, 30)),
        bouwers.aangevraagd_product(referentie_aanbieder="A2", toewijzing_ingangsdatum=date(2026, 7, 1)),
    ]
    bericht = jw315_van(aangevraagde_producten=producten)
    ontvangst = regio.stuur(bericht)
    assert ontvangst.reden == "2 verzoeken om toewijzing aangenomen: A1, A2"
    assert codes(ontvangst) == {}
    assert [bekend(regio, r).verzoek.open for r in ("A1", "A2")] == [True, True]
    with lezen(regio.engine) as conn:
        inhoud = verzoeken.lees_inhoud(conn, regio.kluis, bekend(regio, "A2").id)
    terug, _ = van_json(inhoud)
    assert (terug.header, terug.client.bsn) == (bericht.header, BSN)
    assert terug.client.aangevraagde_producten == (producten[1],)
    ((dagtekening,),) = regio.rijen(select(tabellen.verzoek.c.dagtekening).distinct())
    assert dagtekening == bouwers.DAGTEKENING


def test_een_vot_blijft_open_tot_er_is_toegewezen_of_afgewezen(regio: Regio) -> None:
    regio.stuur(vot("A0001"))
    assert regio.stuur(antwoord("A0001", "2")).reden == "verzoek A0001 is in onderzoek"
    assert bekend(regio).verzoek.open
    assert codes(regio.stuur(vot("A0002"))) == {"Client": ("9374",)}
    regio.wijs_toe(product(referentie_aanbieder="A0001"))
    assert bekend(regio).verzoek.toegewezen == {1001}
    assert codes(regio.stuur(antwoord("A0001"))) == {"Antwoord": ("9359",)}
    assert regio.stuur(vot("A0002")).uitkomst == "verwerkt"


def test_na_een_afwijzing_is_er_ruimte_voor_een_nieuw_verzoek(regio: Regio) -> None:
    regio.stuur(vot("A0001"))
    assert regio.stuur(antwoord("A0001")).reden == "verzoek A0001 is afgewezen (reden 4)"
    assert not bekend(regio).verzoek.open
    assert codes(regio.stuur(jw301_van(product(referentie_aanbieder="A0001")))) == {
        "Client/ToegewezenProduct": ("9379",)
    }
    assert regio.stuur(vot("A0002")).uitkomst == "verwerkt"


def test_een_geweigerd_verzoek_is_geen_verzoek(regio: Regio) -> None:
    assert codes(regio.stuur(vot("A0001", code="45A05"))) == {"Client/AangevraagdProduct": ("S329",)}
    assert regio.stuur(vot("A0001")).uitkomst == "verwerkt"


def test_een_verzoek_geldt_per_gemeente_en_aanbieder(regio: Regio) -> None:
    regio.stuur(vot("A0001"))
    elders = bouwers.wijzig(vot("A0001"), ontvanger="0164", identificatie="ELDERS")
    ontvangst = regio.stuur(elders)
    assert (ontvangst.uitkomst, [s.regel for s in ontvangst.signalen]) == ("verwerkt", ["TR347"])
    ander = bouwers.wijzig(vot("A0001"), afzender="87654321", identificatie="ANDER")
    assert regio.stuur(ander).uitkomst == "verwerkt"


def test_een_gehonoreerde_vow_draagt_overal_haar_referentie(regio: Regio) -> None:
    """Worked example 4: the old toewijzing ends, a new number goes on; both bear the reference of the VOW."""
    regio.wijs_toe()
    assert regio.stuur(vow(te_wijzigen(gewenste_ingangsdatum=date(2026, 11, 1)))).uitkomst == "verwerkt"
    oud = {"einddatum": date(2026, 10, 31), "reden_wijziging": "12", **LATER}
    nieuw = product(toewijzing_nummer=1002, ingangsdatum=date(2026, 11, 1), referentie_aanbieder="A0001")
    half = regio.stuur(jw301_van(product(**oud), nieuw))
    assert codes(half) == {"Client/ToegewezenProduct": ("9379",)}
    heel = regio.wijs_toe(product(**oud, referentie_aanbieder="A0001"), nieuw)
    assert heel.reden == "1 gewijzigd, 1 nieuw"
    assert bekend(regio).verzoek.toegewezen == {1001, 1002}


def test_een_ongewijzigde_regel_van_een_gehonoreerde_vow_telt_mee(regio: Regio) -> None:
    regio.wijs_toe()
    regio.stuur(vow())
    assert regio.wijs_toe(product(referentie_aanbieder="A0001")).reden == "1 ongewijzigd"
    assert bekend(regio).verzoek.toegewezen == {1001}
    # Sent for the same toewijzing a second time it is empty (IV097).
    assert codes(regio.stuur(jw301_van(product(referentie_aanbieder="A0001")))) == {
        "Client/ToegewezenProduct": ("9379",)
    }


def test_op_een_onbekende_toewijzing_wordt_niet_geoordeeld(regio: Regio) -> None:
    regio.wijs_toe()
    ontvangst = regio.stuur(vow(te_wijzigen(7), blijft=(1001,)))
    assert regels_van(ontvangst) == [("TR351", 3)]
    niet = {signaal.regel for signaal in ontvangst.signalen}
    assert niet == {"TR357", "TR361", "TR373", "TR375", "TR411", "TR412"}
    s = tabellen.signaal.c
    assert {rij.regel for rij in regio.rijen(select(s.regel).where(s.bericht_id == 2))} == niet


# --- JW301: what should be in it (OP087) ----------------------------------------------------------

B = product(toewijzing_nummer=1002, code=None, categorie="44", omvang=None)


def test_een_toewijzing_die_ontbreekt_wordt_gemeld(regio: Regio) -> None:
    regio.wijs_toe(product(), B)
    ontvangst = regio.wijs_toe(product(**LATER))
    assert [tuple(signaal) for signaal in ontvangst.signalen] == [
        ("OP087", "toewijzing 1002 geldt nog en staat niet in het bericht")
    ]
    assert regio.wijs_toe(product(**LATER), B).signalen == ()
    assert regio.wijs_toe(product(toewijzing_nummer=2001), bsn=proef_bsn(2)).signalen == ()


@pytest.mark.parametrize(("einddatum", "gemeld"), [(date(2026, 4, 2), False), (date(2026, 4, 3), True)])
def test_wat_op_de_dagtekening_is_geeindigd_hoeft_er_niet_in(regio: Regio, einddatum: date, gemeld: bool) -> None:
    regio.wijs_toe(product(), bouwers.wijzig(B, einddatum=einddatum))
    assert [s.regel for s in regio.wijs_toe(product(**LATER)).signalen] == ["OP087"] * gemeld


def test_een_ouder_bericht_dat_later_komt_hoeft_niets_te_weten_van_wat_volgde(regio: Regio) -> None:
    regio.wijs_toe(product(), B, dagtekening=date(2026, 4, 3))
    assert regio.wijs_toe(product(toewijzingsdatum=date(2026, 3, 1)), dagtekening=date(2026, 4, 2)).signalen == ()
