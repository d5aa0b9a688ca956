"""Same number or a new one: every row of the table, both sides of each boundary, and the worked examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from backoffice.toewijzingen.opstellen import Stand
from backoffice.toewijzingen.register import Stap, stap
from backoffice.toewijzingen.wijzigen import TABEL, Gedaan, Nummer, Wijziging, soort_wijziging
from tests.backoffice.toewijzingen.bouwers import (
    BESLUITDAG,
    bericht,
    besloten,
    gevolg,
    gewenst,
    met_budget,
    reeks,
    regels,
    versie,
)

WEEK = versie()
TOTAAL = versie(volume=80, frequentie="6", einddatum=date(2025, 6, 30))
BUDGET = met_budget()
ASPECIFIEK = met_budget(budget=None)
OPEN = versie(frequentie="4", einddatum=None)
LATER = date(2025, 12, 31)
LAATSTE, ERNA = date(2025, 6, 30), date(2025, 7, 1)
MEI, JUNI = date(2025, 5, 31), date(2025, 6, 1)


@pytest.mark.parametrize(
    ("oud", "wens", "verzonden", "verwacht"),
    [
        (WEEK, gewenst(WEEK), BESLUITDAG, Wijziging.GEEN),
        (WEEK, gewenst(WEEK, vanaf=JUNI), BESLUITDAG, Wijziging.GEEN),
        # extend: the last day itself has not passed, the day after it has
        (WEEK, gewenst(WEEK, einddatum=LATER), LAATSTE, Wijziging.VERLENGEN),
        (WEEK, gewenst(WEEK, einddatum=LATER), ERNA, Wijziging.VERLENGEN_VERSTREKEN),
        (WEEK, gewenst(WEEK, einddatum=None), LAATSTE, Wijziging.VERLENGEN),
        (BUDGET, gewenst(BUDGET, einddatum=LATER), LAATSTE, Wijziging.VERLENGEN),
        (BUDGET, gewenst(BUDGET, einddatum=LATER), ERNA, Wijziging.VERLENGEN_VERSTREKEN),
        (ASPECIFIEK, gewenst(ASPECIFIEK, einddatum=LATER), LAATSTE, Wijziging.VERLENGEN),
        (TOTAAL, gewenst(TOTAAL, einddatum=LATER), LAATSTE, Wijziging.VERLENGEN_TOTAAL),
        (TOTAAL, gewenst(TOTAAL, einddatum=LATER), ERNA, Wijziging.VERLENGEN_VERSTREKEN),
        # shorten, also what has passed and what had no end
        (WEEK, gewenst(WEEK, einddatum=MEI), BESLUITDAG, Wijziging.VERKORTEN),
        (WEEK, gewenst(WEEK, einddatum=MEI), ERNA, Wijziging.VERKORTEN),
        (OPEN, gewenst(OPEN, einddatum=LATER), BESLUITDAG, Wijziging.VERKORTEN),
        # budget, and volume for the whole duration
        (BUDGET, gewenst(BUDGET, budget=1_000_001), BESLUITDAG, Wijziging.BUDGET),
        (BUDGET, gewenst(BUDGET, budget=999_999), ERNA, Wijziging.BUDGET),
        (BUDGET, gewenst(BUDGET, budget=1_000_001, einddatum=LATER), LAATSTE, Wijziging.BUDGET),
        (BUDGET, gewenst(BUDGET, budget=1_000_001, einddatum=LATER), ERNA, Wijziging.VERLENGEN_VERSTREKEN),
        (TOTAAL, gewenst(TOTAAL, volume=120), BESLUITDAG, Wijziging.TOTAAL),
        (TOTAAL, gewenst(TOTAAL, volume=120, einddatum=LATER), LAATSTE, Wijziging.TOTAAL),
        (TOTAAL, gewenst(TOTAAL, volume=120, einddatum=LATER), ERNA, Wijziging.VERLENGEN_VERSTREKEN),
        # any other omvang
        (WEEK, gewenst(WEEK, volume=5, vanaf=JUNI), BESLUITDAG, Wijziging.OMVANG),
        (WEEK, gewenst(WEEK, frequentie="4", vanaf=JUNI), BESLUITDAG, Wijziging.OMVANG),
        (WEEK, gewenst(WEEK, frequentie="6", vanaf=JUNI), BESLUITDAG, Wijziging.OMVANG),
        (TOTAAL, gewenst(TOTAAL, eenheid="01", vanaf=JUNI), BESLUITDAG, Wijziging.OMVANG),
        (TOTAAL, gewenst(TOTAAL, frequentie="2", vanaf=JUNI), BESLUITDAG, Wijziging.OMVANG),
        # product and kind of toewijzing
        (WEEK, gewenst(WEEK, code="45A05"), BESLUITDAG, Wijziging.PRODUCT),
        (WEEK, gewenst(WEEK, categorie="46", code="46A01"), BESLUITDAG, Wijziging.PRODUCT),
        (BUDGET, gewenst(BUDGET, budget=None), BESLUITDAG, Wijziging.PRODUCT),
        # an earlier first day
        (WEEK, gewenst(WEEK, vanaf=date(2025, 1, 5)), BESLUITDAG, Wijziging.EERDER),
        (WEEK, gewenst(WEEK, vanaf=date(2025, 1, 5), volume=5), BESLUITDAG, Wijziging.EERDER_EN_ANDERS),
        (WEEK, gewenst(WEEK, vanaf=date(2025, 1, 5), einddatum=LATER), BESLUITDAG, Wijziging.EERDER_EN_ANDERS),
        (TOTAAL, gewenst(TOTAAL, vanaf=date(2025, 1, 5)), BESLUITDAG, Wijziging.EERDER_EN_ANDERS),
        (BUDGET, gewenst(BUDGET, vanaf=date(2025, 1, 5)), BESLUITDAG, Wijziging.EERDER_EN_ANDERS),
        (WEEK, None, BESLUITDAG, Wijziging.VERWIJDEREN),
    ],
)
def test_welke_rij_van_de_tabel_geldt(oud, wens, verzonden, verwacht):
    assert soort_wijziging(oud, wens, verzonden) is verwacht


@pytest.mark.parametrize(
    ("soort", "nummer"),
    [
        (Wijziging.GEEN, Nummer.ZELFDE),
        (Wijziging.VERLENGEN, Nummer.MOET_ZELFDE),
        (Wijziging.VERLENGEN_TOTAAL, Nummer.ZELFDE),
        (Wijziging.VERLENGEN_VERSTREKEN, Nummer.NIEUW),
        (Wijziging.VERKORTEN, Nummer.ZELFDE),
        (Wijziging.TOTAAL, Nummer.ZELFDE),
        (Wijziging.BUDGET, Nummer.ZELFDE),
        (Wijziging.OMVANG, Nummer.NIEUW),
        (Wijziging.PRODUCT, Nummer.NIEUW),
        (Wijziging.EERDER, Nummer.NIEUW),
        (Wijziging.EERDER_EN_ANDERS, Nummer.NIEUW),
        (Wijziging.VERWIJDEREN, Nummer.ZELFDE),
    ],
)
def test_elke_rij_zegt_wat_er_met_het_nummer_gebeurt(soort, nummer):
    assert TABEL[soort].nummer is nummer
    assert set(TABEL) == set(Wijziging)


def nummers(uitkomst):
    """Number, first day and last day of what goes into the register."""
    return [(v.toewijzing_nummer, v.ingangsdatum, v.einddatum, v.reden_wijziging) for v in uitkomst.versies]


def test_zonder_wijziging_komt_er_niets_bij():
    assert gevolg(WEEK, gewenst(WEEK)).versies == ()


def test_voorbeeld_1_verlengen_voor_de_laatste_dag():
    uit = gevolg(WEEK, gewenst(WEEK, einddatum=LATER))
    (nieuw,) = uit.versies
    assert nieuw == versie(
        einddatum=LATER, toewijzingsdatum=BESLUITDAG, toewijzingstijd="10:00:00", reden_wijziging="04"
    )
    assert uit.zin == (
        "Toewijzing 1001 houdt haar nummer; een nieuw nummer is hier niet toegestaan: "
        "de einddatum wordt later en is nog niet verstreken (OP380)."
    )
    assert regels(bericht(Stand(nieuw, WEEK))) == [(1001, WEEK.ingangsdatum, LATER, "04", None)]


def test_voorbeeld_2_verlengen_na_de_laatste_dag():
    uit = gevolg(WEEK, gewenst(WEEK, einddatum=LATER), ERNA)
    assert nummers(uit) == [(2001, ERNA, LATER, None)]
    assert "Toewijzing 2001 geldt vanaf 01-07-2025." in uit.zin
    standen = [Stand(WEEK, WEEK), Stand(uit.versies[0])]
    assert regels(bericht(*standen, dagtekening=ERNA)) == [(2001, ERNA, LATER, None, None)]


def test_voorbeeld_3_meer_uren_voor_de_hele_looptijd_op_verzoek():
    uit = gevolg(TOTAAL, gewenst(TOTAAL, volume=120, einddatum=LATER), referentie="A0001")
    assert nummers(uit) == [(1001, TOTAAL.ingangsdatum, LATER, "12")]
    assert uit.versies[0].volume == 120
    assert regels(bericht(Stand(uit.versies[0], TOTAAL), vow="A0001")) == [
        (1001, TOTAAL.ingangsdatum, LATER, "12", "A0001")
    ]


def test_voorbeeld_4_meer_uren_per_week_op_verzoek():
    oud = versie(einddatum=LATER)
    wens = gewenst(oud, volume=5, vanaf=date(2025, 11, 1))
    oude, nieuwe = gevolg(oud, wens, date(2025, 10, 20), referentie="A0001").versies
    assert regels(bericht(Stand(oude, oud), Stand(nieuwe), dagtekening=date(2025, 10, 20), vow="A0001")) == [
        (1001, oud.ingangsdatum, date(2025, 10, 31), "12", "A0001"),
        (2001, date(2025, 11, 1), LATER, None, "A0001"),
    ]
    assert (oude.volume, nieuwe.volume) == (3, 5)


def test_voorbeeld_5_verkeerd_product_waarop_niets_is_gedeclareerd():
    uit = gevolg(WEEK, gewenst(WEEK, code="45A05"))
    oude, nieuwe = uit.versies
    assert oude.verwijderd
    assert uit.bezwaren == ()
    assert regels(bericht(Stand(oude, WEEK), Stand(nieuwe))) == [
        (1001, WEEK.ingangsdatum, WEEK.ingangsdatum, "13", None),
        (2001, WEEK.ingangsdatum, WEEK.einddatum, None, None),
    ]


def test_voorbeeld_6_verkeerd_product_met_een_goedgekeurde_prestatie():
    uit = gevolg(WEEK, gewenst(WEEK, code="45A05"), gedaan=Gedaan(date(2025, 1, 31), 12, 70_000))
    (bezwaar,) = uit.bezwaren
    assert "TR385" in bezwaar
    assert "Laat die eerst crediteren" in bezwaar


def test_voorbeeld_7_een_bericht_is_compleet():
    a = versie(toewijzing_nummer=1, einddatum=LATER)
    eerder = versie(toewijzing_nummer=2, code="45A05", einddatum=date(2025, 4, 30))
    b = replace(eerder, einddatum=date(2025, 3, 31), toewijzingsdatum=date(2025, 3, 20), reden_wijziging="05")
    c = versie(toewijzing_nummer=3, code="45A06", ingangsdatum=date(2025, 9, 1), einddatum=LATER)
    uit = bericht(Stand(c, c), Stand(a, a), Stand(b, eerder), dagtekening=date(2025, 4, 15))
    assert regels(uit) == [
        (1, a.ingangsdatum, LATER, None, None),
        (2, b.ingangsdatum, date(2025, 3, 31), "05", None),
        (3, date(2025, 9, 1), LATER, None, None),
    ]
    # the next one no longer holds B
    volgende = bericht(Stand(a, a), Stand(b, b), Stand(c, c), dagtekening=date(2025, 4, 16))
    assert [regel[0] for regel in regels(volgende)] == [1, 3]


def test_voorbeeld_8_wat_het_laatst_is_besloten_blijft_gelden():
    later = versie(toewijzingsdatum=date(2025, 5, 2))
    eerder = versie(toewijzingsdatum=date(2025, 5, 1), einddatum=LATER)
    assert stap(None, later) is Stap.NIEUW
    assert stap(later, eerder) is Stap.ACHTERHAALD


@pytest.mark.parametrize(
    ("vanaf", "verwacht"),
    [
        (date(2025, 1, 6), [(1001, date(2025, 1, 6), "13"), (2001, LAATSTE, None)]),
        (date(2025, 1, 7), [(1001, date(2025, 1, 6), "05"), (2001, LAATSTE, None)]),
        (date(2025, 6, 30), [(1001, date(2025, 6, 29), "05"), (2001, LAATSTE, None)]),
    ],
)
def test_een_andere_omvang_kort_de_oude_in_of_verwijdert_haar(vanaf, verwacht):
    uit = gevolg(WEEK, gewenst(WEEK, volume=5, vanaf=vanaf))
    assert [(v.toewijzing_nummer, v.einddatum, v.reden_wijziging) for v in uit.versies] == verwacht
    # A toewijzing of one day is not a removed one.
    assert uit.versies[0].verwijderd is (vanaf == WEEK.ingangsdatum)


def test_een_andere_omvang_na_de_laatste_dag_laat_de_oude_met_rust():
    uit = gevolg(WEEK, gewenst(WEEK, volume=5, vanaf=ERNA, einddatum=LATER))
    assert nummers(uit) == [(2001, ERNA, LATER, None)]


def test_eerder_beginnen_geeft_een_extra_toewijzing_ervoor():
    uit = gevolg(WEEK, gewenst(WEEK, vanaf=date(2025, 1, 1)))
    assert nummers(uit) == [(2001, date(2025, 1, 1), date(2025, 1, 5), None)]


def test_eerder_beginnen_met_een_budget_vervangt_de_toewijzing():
    uit = gevolg(BUDGET, gewenst(BUDGET, vanaf=date(2025, 1, 1)))
    assert nummers(uit) == [
        (1001, BUDGET.ingangsdatum, BUDGET.ingangsdatum, "13"),
        (2001, date(2025, 1, 1), BUDGET.einddatum, None),
    ]


def test_verwijderen():
    (weg,) = gevolg(WEEK, None).versies
    assert weg.verwijderd
    assert (weg.einddatum, weg.reden_wijziging) == (WEEK.ingangsdatum, "13")


@pytest.mark.parametrize(
    ("oud", "anders", "tot_en_met", "aantal"),
    [
        (WEEK, {"einddatum": MEI}, MEI, 0),
        (WEEK, {"einddatum": MEI}, JUNI, 1),
        (WEEK, {"volume": 5, "vanaf": JUNI}, MEI, 0),
        (WEEK, {"volume": 5, "vanaf": JUNI}, JUNI, 1),
        (BUDGET, {"budget": 500_000}, MEI, 0),
        (BUDGET, {"budget": 499_999}, MEI, 1),
        (TOTAAL, {"volume": 40}, MEI, 0),
        (TOTAAL, {"volume": 39}, MEI, 1),
    ],
)
def test_wat_al_is_goedgekeurd_blijft_rechtmatig(oud, anders, tot_en_met, aantal):
    uit = gevolg(oud, gewenst(oud, **anders), gedaan=Gedaan(tot_en_met, 40, 500_000))
    assert len(uit.bezwaren) == aantal


@pytest.mark.parametrize(
    ("oud", "anders", "bron"),
    [
        (WEEK, {"einddatum": BESLUITDAG}, "OP033x1"),
        (WEEK, {"einddatum": date(2025, 5, 9)}, "OP186"),
        (BUDGET, {"budget": 999_999}, "OP299"),
        (TOTAAL, {"volume": 79}, "OP298"),
    ],
)
def test_wat_de_gemeente_alleen_met_instemming_mag(oud, anders, bron):
    (zin,) = gevolg(oud, gewenst(oud, **anders)).instemming
    assert f"({bron})" in zin
    assert gevolg(oud, gewenst(oud, **anders), referentie="A0001").instemming == ()


@pytest.mark.parametrize(("oud", "anders"), [(BUDGET, {"budget": 1_000_001}), (TOTAAL, {"volume": 81})])
def test_meer_geven_mag_altijd(oud, anders):
    assert gevolg(oud, gewenst(oud, **anders)).instemming == ()


def test_de_gemeente_kan_zelf_een_reden_geven():
    (verhuisd,) = gevolg(WEEK, gewenst(WEEK, einddatum=MEI), reden="07").versies
    assert verhuisd.reden_wijziging == "07"


@pytest.mark.parametrize("reden", ["01", "13"])
def test_redenen_die_niet_bij_een_wijziging_passen(reden):
    with pytest.raises(ValueError, match=reden):
        gevolg(WEEK, gewenst(WEEK, einddatum=MEI), reden=reden)


def test_een_nummer_wordt_alleen_gevraagd_als_het_nodig_is():
    nummer = reeks()
    gevolg(WEEK, gewenst(WEEK, einddatum=LATER))
    assert (nummer(), nummer()) == (2001, 2002)
    assert besloten().referentie is None
