"""Each check on both sides of what it looks at, and the order in which they decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from backoffice.contracts.model import Contractsoort, Deelname, Soortdeelname, Variant
from backoffice.verzoeken.model import Herkomst, InhoudelijkeAfkeur, Stand, Verhuizing, Woonplaats
from backoffice.verzoeken.toetsen import TOETSEN, toets
from ijw.feiten import ONBEKEND, Verzoek
from tests.backoffice.contracts import bouwers as contracten
from tests.backoffice.verzoeken.bouwers import (
    ALMELO,
    ANDER,
    ENSCHEDE,
    LOSSER,
    OB2,
    aanvraag,
    budget,
    contract,
    gezakt,
    lopend,
    norm,
    regel,
    standen,
    verblijf,
    vow,
    vow_zaak,
    wijziging,
    zaak,
)

GOED, MENS, FAALT, OPEN = Stand.VOLDOET, Stand.MENS_NODIG, Stand.FAALT, Stand.NIET_BEOORDEELD
EIGEN = aanvraag(herkomst=Herkomst.EIGEN, referentie=None)


def test_de_volgorde_van_de_toetsen():
    assert [u.toets.code for u in toets(aanvraag(), zaak())] == [None, "8", "5", "9", "3", "4", "6", "2", "1", "7"]
    assert len(TOETSEN) == 10


def test_alle_uitkomsten_blijven_staan():
    slecht = aanvraag(regel(eenheid="04", volume=500), gemeente=LOSSER)
    feiten = zaak(
        contract(norm(volume=100)),
        lopend=(lopend(),),
        verzoeken=(Verzoek("A0000", "JW315"),),
        woonplaats=Woonplaats(ALMELO, "anders"),
    )
    assert gezakt(slecht, feiten) == [None, "5", "4", "6", "2"]


# 1. earlier verzoek


@pytest.mark.parametrize(
    ("verzoek", "verwacht"),
    [
        (Verzoek("A0000", "JW317"), FAALT),
        (Verzoek("A0000", "JW315", antwoorden=("2",)), FAALT),
        (Verzoek("A0000", "JW315", antwoorden=("2", "1")), GOED),
        (Verzoek("A0000", "JW315", toegewezen={1001}), GOED),
    ],
)
def test_een_ander_verzoek_dat_open_is(verzoek, verwacht):
    (uit,) = standen(aanvraag(), zaak(verzoeken=(verzoek,)), None)
    assert uit is verwacht
    assert standen(EIGEN, zaak(verzoeken=(verzoek,)), None) == [GOED]


def test_zonder_eerdere_verzoeken_op_te_zoeken_geen_oordeel():
    assert standen(aanvraag(), zaak(verzoeken=ONBEKEND), None) == [OPEN]


# 8 and 5. which gemeente


@pytest.mark.parametrize(
    ("woonplaats", "vot", "wijzigen"),
    [
        (Woonplaats(LOSSER), (GOED, GOED), (GOED, GOED)),
        (Woonplaats(ALMELO), (FAALT, GOED), (GOED, FAALT)),
        (Woonplaats(ALMELO, overeengekomen=False), (MENS, GOED), (GOED, FAALT)),
        (Woonplaats(ALMELO, "anders"), (GOED, FAALT), (GOED, FAALT)),
        (ONBEKEND, (OPEN, OPEN), (GOED, OPEN)),
    ],
)
def test_welke_gemeente_verantwoordelijk_is(woonplaats, vot, wijzigen):
    feiten = vow_zaak(woonplaats=woonplaats)
    assert (*standen(aanvraag(), feiten, "8"), *standen(aanvraag(), feiten, "5")) == vot
    assert (*standen(vow(), feiten, "8"), *standen(vow(), feiten, "5")) == wijzigen


def test_code_8_noemt_de_gemeente_en_code_5_niet():
    uitkomsten = toets(aanvraag(), zaak(woonplaats=Woonplaats(ALMELO)))
    assert [u.gemeente for u in uitkomsten if u.faalt] == [ALMELO]
    uitkomsten = toets(vow(), vow_zaak(woonplaats=Woonplaats(ALMELO)))
    assert [(u.toets.code, u.gemeente) for u in uitkomsten if u.faalt] == [("5", None)]


# 3. contract


@pytest.mark.parametrize(
    ("dag", "codes"),
    [
        (date(2024, 12, 31), ["3"]),
        (date(2025, 1, 1), []),
        (date(2026, 12, 31), []),
        (date(2027, 1, 1), ["3"]),
    ],
)
def test_het_contract_geldt_van_de_eerste_tot_en_met_de_laatste_dag(dag, codes):
    assert gezakt(aanvraag(regel(ingangsdatum=dag, einddatum=dag)), zaak()) == codes


@pytest.mark.parametrize(
    ("vanaf", "codes"), [(date(2026, 4, 1), []), (date(2026, 4, 2), ["3"]), (date(2025, 1, 1), [])]
)
def test_een_gemeente_die_niet_aan_de_soort_meedoet(vanaf, codes):
    mee = (Soortdeelname(Contractsoort.OB_JEUGD, LOSSER, vanaf),)
    assert gezakt(aanvraag(), zaak(soortdeelnames=mee)) == codes


def test_een_contract_van_een_andere_soort_telt_niet():
    dyslexie = contract(soort=Contractsoort.DYSLEXIE)
    assert gezakt(aanvraag(), zaak(dyslexie)) == ["3"]
    # A product that nobody sells has no kind: then it is the contract that lacks it.
    assert gezakt(aanvraag(regel(code="ZZ99")), zaak(dyslexie)) == ["4"]


@pytest.mark.parametrize(
    ("dag", "codes"),
    [
        (date(2026, 2, 28), ["3"]),
        (date(2026, 3, 1), []),
        (date(2027, 2, 28), []),
        (date(2027, 3, 1), ["3"]),
    ],
)
def test_na_een_verhuizing_gelden_de_oude_voorwaarden_een_jaar(dag, codes):
    feiten = zaak(woonplaats=Woonplaats(ALMELO), verhuizing=Verhuizing(date(2026, 3, 1), ENSCHEDE))
    vraag = aanvraag(regel(ingangsdatum=dag, einddatum=dag), gemeente=ALMELO)
    assert gezakt(vraag, feiten) == codes


def test_het_jaar_na_een_verhuizing_bepaalt_ook_het_einde():
    feiten = zaak(woonplaats=Woonplaats(ALMELO), verhuizing=Verhuizing(date(2026, 3, 1), ENSCHEDE))
    vraag = aanvraag(regel(einddatum=date(2027, 3, 1)), gemeente=ALMELO)
    (uit,) = [u for u in toets(vraag, feiten) if u.faalt]
    assert [inkorting.naar for inkorting in uit.inkortingen] == [date(2027, 2, 28)]


def test_met_verblijf_geldt_het_jaar_na_een_verhuizing_niet():
    feiten = zaak(
        contract(verblijf()),
        woonplaats=Woonplaats(ALMELO),
        verhuizing=Verhuizing(date(2026, 3, 1), ENSCHEDE),
    )
    wonen = regel(categorie="44", code="WV01", eenheid="14")
    assert gezakt(aanvraag(wonen, gemeente=ALMELO), feiten) == ["3"]
    assert gezakt(aanvraag(wonen), replace(feiten, woonplaats=Woonplaats(LOSSER))) == []


# 4. within the contract


@pytest.mark.parametrize(
    ("anders", "codes"),
    [
        ({}, []),
        ({"code": "OB3A"}, ["4"]),
        ({"categorie": "46"}, ["4"]),
        ({"eenheid": "04"}, ["4"]),
        ({"frequentie": "4"}, ["4"]),
        ({"einddatum": date(2026, 12, 31)}, []),
        ({"einddatum": date(2027, 1, 1)}, ["4"]),
        ({"einddatum": None}, ["4"]),
    ],
)
def test_wat_er_in_het_contract_staat(anders, codes):
    assert gezakt(aanvraag(regel(**anders)), zaak()) == codes


def test_een_contract_zonder_einde_begrenst_niet():
    assert gezakt(aanvraag(regel(einddatum=None)), zaak(contract(einddatum=None))) == []


def test_alleen_een_te_late_einddatum_kan_worden_ingekort():
    lang = regel(einddatum=date(2027, 6, 30))
    (uit,) = [u for u in toets(aanvraag(lang), zaak()) if u.faalt]
    assert [i.naar for i in uit.inkortingen] == [date(2026, 12, 31)]
    (uit,) = [u for u in toets(aanvraag(replace(lang, eenheid="04")), zaak()) if u.faalt]
    assert uit.inkortingen == ()
    assert "31-12-2026" in uit.zin
    assert "eenheid 04" in uit.zin


@pytest.mark.parametrize(("variant", "codes"), [(Variant.INSPANNING, []), (Variant.OUTPUT, ["4"])])
def test_zonder_code_alleen_inspanning(variant, codes):
    assert gezakt(aanvraag(budget()), zaak(contract(replace(OB2, variant=variant)))) == codes


def test_landelijk_zonder_code_alleen_output():
    landelijk = budget(categorie="55")
    for variant, codes in ((Variant.OUTPUT, []), (Variant.INSPANNING, ["4"])):
        zorg = contracten.product(categorie="55", code="55A01", variant=variant)
        assert gezakt(aanvraag(landelijk), zaak(contract(zorg, soort=Contractsoort.LTA))) == codes


def test_een_generieke_toewijzing_past_bij_elk_contract():
    assert gezakt(aanvraag(budget(categorie=None)), zaak()) == []
    assert gezakt(aanvraag(budget(categorie=None, einddatum=date(2027, 1, 1))), zaak()) == ["4"]


@pytest.mark.parametrize(("verwijzer", "codes"), [("06", []), ("02", ["4"]), (None, [])])
def test_alleen_de_afgesproken_verwijzers(verwijzer, codes):
    assert gezakt(aanvraag(regel(verwijzer=verwijzer)), zaak(contract(norm(verwijzers=("06",))))) == codes


@pytest.mark.parametrize(
    ("vanaf", "tot", "codes"), [(11, None, []), (12, None, ["4"]), (None, 11, []), (None, 10, ["4"])]
)
def test_de_afgesproken_leeftijd(vanaf, tot, codes):
    """The jeugdige is 11 on the first day."""
    feiten = zaak(contract(norm(leeftijd_vanaf=vanaf, leeftijd_tot_en_met=tot)))
    assert gezakt(aanvraag(), feiten) == codes
    assert standen(aanvraag(), replace(feiten, geboren=ONBEKEND), "4") == [OPEN]


def test_zonder_de_lopende_toewijzingen_geen_oordeel_over_samen_met():
    feiten = zaak(contract(norm(alleen_met=("44",))), lopend=ONBEKEND)
    assert standen(aanvraag(), feiten, "4") == [OPEN]


def test_samen_met_een_andere_regel_van_hetzelfde_verzoek_om_wijziging():
    feiten = vow_zaak(contract(norm(alleen_met=("44",)), verblijf()))
    wonen = regel(
        onderdeel="NieuwProduct 1", categorie="44", code="WV01", eenheid="14", einddatum=date(2026, 9, 30)
    )
    assert "4" in gezakt(vow(), feiten)
    assert gezakt(vow(wijziging(), wonen), feiten) == []


def test_het_best_passende_contract_telt():
    ander = contract(contractnummer="OBJ-2", einddatum=date(2028, 12, 31))
    lang = aanvraag(regel(einddatum=date(2027, 6, 30)))
    assert gezakt(lang, zaak()) == ["4"]
    assert gezakt(lang, zaak(contract(), ander)) == []


# 6. stapeling


@pytest.mark.parametrize(
    ("anders", "codes"),
    [
        ({"einddatum": date(2026, 3, 31)}, []),
        ({"einddatum": date(2026, 4, 1)}, ["6"]),
        ({"einddatum": None}, ["6"]),
        ({"ingangsdatum": date(2026, 6, 30), "einddatum": None}, ["6"]),
        ({"ingangsdatum": date(2026, 7, 1), "einddatum": None}, []),
        ({"code": "OB1A"}, []),
        ({"code": None}, ["6"]),
        ({"categorie": None, "code": None}, ["6"]),
        ({"aanbieder": ANDER}, []),
        ({"verwijderd": True}, []),
    ],
)
def test_stapeling_met_wat_loopt(anders, codes):
    assert gezakt(aanvraag(), zaak(lopend=(lopend(**anders),))) == codes


def test_wat_het_verzoek_wijzigt_stapelt_niet_met_zichzelf():
    assert gezakt(vow(), vow_zaak()) == []
    ander = lopend(1002)
    assert "6" in gezakt(vow(), vow_zaak(lopend=(lopend(), ander)))


def test_twee_regels_van_een_verzoek_stapelen():
    erbij = regel(onderdeel="NieuwProduct 1", ingangsdatum=date(2026, 9, 30), einddatum=date(2026, 12, 31))
    assert gezakt(vow(wijziging(), erbij), vow_zaak()) == ["6"]
    later = replace(erbij, ingangsdatum=date(2026, 10, 1), peildag=date(2026, 10, 1))
    assert gezakt(vow(wijziging(), later), vow_zaak()) == []


@pytest.mark.parametrize(("einde", "codes"), [(date(2026, 3, 31), []), (date(2026, 4, 1), ["6"])])
def test_ongewenste_samenloop(einde, codes):
    wonen = lopend(7, aanbieder=ANDER, categorie="44", code="WV01", einddatum=einde)
    assert gezakt(aanvraag(), zaak(lopend=(wonen,), samenloop=({"44", "45"},))) == codes
    assert gezakt(aanvraag(), zaak(lopend=(wonen,), samenloop=({"44", "46"},))) == []


# 2. norms


@pytest.mark.parametrize(("volume", "codes"), [(90, []), (89, ["2"])])
def test_volume_boven_de_norm(volume, codes):
    assert gezakt(aanvraag(), zaak(contract(norm(volume=volume)))) == codes
    assert gezakt(aanvraag(), zaak(contract(norm(volume=volume, frequentie="2")))) == codes
    assert gezakt(aanvraag(), zaak(contract(norm(volume=1, frequentie="4")))) == []


def test_zonder_code_geldt_de_ruimste_norm_van_de_categorie():
    ruim = replace(norm(budget=1_000_000), code="OB4A")
    feiten = zaak(contract(norm(budget=500_000), ruim))
    assert gezakt(aanvraag(budget(budget=1_000_000)), feiten) == []
    assert gezakt(aanvraag(budget(budget=1_000_001)), feiten) == ["2"]


# 1. really a new request


@pytest.mark.parametrize(
    ("einde", "verwacht"), [(date(2026, 3, 1), GOED), (date(2026, 2, 28), FAALT), (None, GOED)]
)
def test_een_wijziging_van_iets_dat_niet_meer_loopt(einde, verwacht):
    """The Dagtekening is 1 March."""
    assert standen(vow(), vow_zaak(lopend=(lopend(einddatum=einde),)), "1") == [verwacht]


def test_een_wijziging_van_wat_niet_is_begonnen_of_van_iets_heel_anders():
    assert standen(vow(), vow_zaak(levering_begonnen=False), "1") == [MENS]
    nieuw = regel(onderdeel="NieuwProduct 1", categorie="46")
    assert standen(vow(wijziging(), nieuw), vow_zaak(), "1") == [MENS]
    assert standen(vow(wijziging(), replace(nieuw, categorie="45")), vow_zaak(), "1") == [GOED]
    assert standen(vow(), vow_zaak(lopend=ONBEKEND), "1") == [OPEN]


def test_ongewijzigde_toewijzingen_zijn_ook_iets_dat_loopt():
    alleen_nieuw = vow(regel(onderdeel="NieuwProduct 1", ingangsdatum=date(2026, 7, 1)), ongewijzigd=(1001,))
    assert standen(alleen_nieuw, vow_zaak(), "1") == [GOED]
    assert standen(replace(alleen_nieuw, ongewijzigd=()), vow_zaak(), "1") == [FAALT]


# 7. only a person


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [({}, FAALT), ({"verwijzer": "04"}, GOED), ({"verwijzer": "08"}, GOED), ({"categorie": "48"}, GOED)],
)
def test_zorginhoudelijke_afkeur_door_een_mens(anders, verwacht):
    afkeur = InhoudelijkeAfkeur("medewerker 3", "lichtere hulp past")
    assert standen(aanvraag(regel(**anders)), zaak(afkeur=afkeur), "7") == [verwacht]
    assert standen(aanvraag(regel(**anders)), zaak(afkeur=afkeur, maatregel=True), "7") == [GOED]


def test_zonder_mens_geen_inhoudelijk_oordeel():
    assert standen(aanvraag(), zaak(), "7") == [OPEN]


def test_een_melding_noemt_de_bron():
    uit = next(u for u in toets(aanvraag(regel(eenheid="04")), zaak()) if u.faalt)
    assert uit.melding == (
        "AangevraagdProduct A0001: gevraagd is eenheid 04, het contract heeft 01 (WJ759, IV075, IV094)"
    )


def test_een_contract_dat_de_gemeente_niet_noemt_dekt_haar_niet():
    alleen_enschede = contract(deelnames=(Deelname(ENSCHEDE, date(2025, 1, 1)),))
    assert gezakt(aanvraag(), zaak(alleen_enschede)) == ["3"]
