"""What a JW301 holds, and that it may leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from backoffice.toewijzingen.nakijken import Omgeving, toewijzing_nakijken
from backoffice.toewijzingen.opstellen import Stand, hoort_in
from ijw.feiten import Verzoek
from tests.backoffice.toewijzingen.bouwers import BESLUITDAG, bericht, gevolg, gewenst, met_budget, regels, versie

DAG = BESLUITDAG
GISTEREN = date(2025, 5, 9)
EERST = versie()
VERLENGD = gevolg(EERST, gewenst(EERST, einddatum=date(2025, 12, 31))).versies[0]
WEG = gevolg(EERST, None).versies[0]


@pytest.mark.parametrize(
    ("stand", "verwacht"),
    [
        (Stand(versie(einddatum=DAG), versie(einddatum=DAG)), True),
        (Stand(versie(einddatum=GISTEREN), versie(einddatum=GISTEREN)), False),
        (Stand(versie(einddatum=None), versie(einddatum=None)), True),
        (Stand(versie(ingangsdatum=date(2027, 1, 1), einddatum=None)), True),
        (Stand(versie(einddatum=GISTEREN)), True),  # granted afterwards, never sent
        (Stand(replace(VERLENGD, einddatum=GISTEREN), EERST), True),
        (Stand(WEG, EERST), True),
        (Stand(WEG, WEG), False),
        (Stand(WEG), False),  # taken back before it was ever sent
    ],
)
def test_wat_een_bericht_bevat(stand, verwacht):
    assert hoort_in(stand, DAG) is verwacht


def test_een_eerste_verzending_heeft_geen_reden_ook_na_een_wijziging():
    assert regels(bericht(Stand(VERLENGD)))[0][3] is None
    assert regels(bericht(Stand(VERLENGD, EERST)))[0][3] == "04"
    assert regels(bericht(Stand(VERLENGD, VERLENGD)))[0][3] is None


def test_het_kenmerk_van_een_vot_staat_alleen_op_de_regel_die_erop_antwoordt():
    oud = versie(toewijzing_nummer=1, einddatum=None, referentie_aanbieder="A0000")
    nieuw = versie(toewijzing_nummer=2, code="45A05", referentie_aanbieder="A0001")
    uit = bericht(Stand(oud, oud), Stand(nieuw))
    assert [(regel[0], regel[4]) for regel in regels(uit)] == [(1, None), (2, "A0001")]
    assert [regel[4] for regel in regels(bericht(Stand(oud, oud), Stand(nieuw, nieuw)))] == [None, None]


def test_het_kenmerk_van_een_vow_staat_op_elke_regel():
    oud = versie(toewijzing_nummer=1, code="45A05")
    uit = bericht(Stand(oud, oud), Stand(VERLENGD, EERST), vow="A0001")
    assert [regel[4] for regel in regels(uit)] == ["A0001", "A0001"]


def test_op_initiatief_van_de_gemeente_is_het_kenmerk_leeg():
    ooit = versie(referentie_aanbieder="A0001")
    korter = gevolg(ooit, gewenst(ooit, einddatum=date(2025, 5, 31))).versies[0]
    assert regels(bericht(Stand(korter, ooit))) == [(1001, ooit.ingangsdatum, date(2025, 5, 31), "05", None)]


def test_opnieuw_verzenden_houdt_datum_en_tijd():
    (product,) = bericht(Stand(VERLENGD, VERLENGD)).client.toegewezen_producten
    assert (product.toewijzingsdatum, product.toewijzingstijd) == (DAG, "10:00:00")


def test_zonder_toewijzing_is_er_geen_bericht():
    with pytest.raises(ValueError, match="geen toewijzing"):
        bericht(Stand(WEG, WEG))


def test_wat_klopt_mag_weg():
    generiek = met_budget(toewijzing_nummer=3, categorie=None, ingangsdatum=date(2025, 7, 1), einddatum=DAG)
    generiek = replace(generiek, einddatum=date(2025, 12, 31))
    uit = bericht(Stand(EERST, EERST), Stand(generiek))
    assert toewijzing_nakijken(uit, Omgeving(DAG)) == ()


def codes(uit, **anders):
    return [b.regel for b in toewijzing_nakijken(uit, Omgeving(**{"vandaag": DAG, **anders}))]


def test_wat_het_schema_weigert_gaat_niet_weg():
    assert codes(bericht(Stand(versie(volume=1_000_000_000)))) == ["XSD"]


def test_wat_gestapeld_is_gaat_niet_weg():
    assert codes(bericht(Stand(EERST), Stand(versie(toewijzing_nummer=2, ingangsdatum=EERST.einddatum)))) == [
        "TR302"
    ]
    erna = versie(toewijzing_nummer=2, ingangsdatum=date(2025, 7, 1), einddatum=date(2025, 12, 31))
    assert codes(bericht(Stand(EERST), Stand(erna))) == []


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"identificatie_gebruikt": True}, ["TR056"]),
        ({"vandaag": GISTEREN}, ["TR135"]),
        ({"van_ander": {1001}}, ["TR332"]),
        ({"productlijst": {"45A04": "45"}}, []),
        ({"productlijst": {"45A04": "46"}}, ["TR381"]),
    ],
)
def test_wat_over_berichten_heen_niet_klopt(anders, verwacht):
    assert codes(bericht(Stand(EERST)), **anders) == verwacht


def test_wat_verwijderd_is_heeft_geen_goedgekeurde_prestatie():
    assert codes(bericht(Stand(WEG, EERST)), goedgekeurd={1001}) == ["TR385"]
    assert codes(bericht(Stand(WEG, EERST)), goedgekeurd={1002}) == []


def test_een_verzoek_om_wijziging_staat_op_elke_regel_of_het_gaat_niet_weg():
    verzoek = Verzoek("A0001", "JW317")
    oud = versie(toewijzing_nummer=1, code="45A05")
    anders = replace(VERLENGD, referentie_aanbieder="A0001")
    assert codes(bericht(Stand(oud, oud), Stand(anders, EERST), vow="A0001"), verzoeken=[verzoek]) == []
    assert codes(bericht(Stand(oud, oud), Stand(anders, EERST)), verzoeken=[verzoek]) == ["TR379"]
