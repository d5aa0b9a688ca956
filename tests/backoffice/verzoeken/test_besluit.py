"""In what form a decision is taken, and that what is brought back fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.contracts.model import Contractsoort
from backoffice.verzoeken.besluit import Beleid, Keuze, Vorm, eerste_falende, stel_voor
from backoffice.verzoeken.leeftijd import Geboren
from backoffice.verzoeken.model import Herkomst, InhoudelijkeAfkeur, Woonplaats
from backoffice.verzoeken.toetsen import toets
from ijw.feiten import ONBEKEND, Verzoek
from ijw.regels.toetsing import Signaal
from tests.backoffice.verzoeken.bouwers import (
    ALMELO,
    aanvraag,
    budget,
    contract,
    lopend,
    norm,
    regel,
    vow,
    vow_zaak,
    wijziging,
    zaak,
)

AAN = Beleid(automatisch=[Contractsoort.OB_JEUGD])
UIT = Beleid()


def wat(vraag, feiten, beleid=AAN, signalen=()):
    voorstel = stel_voor(vraag, feiten, beleid, signalen)
    return voorstel.vorm, voorstel.keuze, voorstel.code


@pytest.mark.parametrize(
    ("beleid", "vorm"),
    [
        (AAN, Vorm.AUTOMATISCH),
        (UIT, Vorm.VOORSTEL),
        (Beleid(automatisch=[Contractsoort.DYSLEXIE]), Vorm.VOORSTEL),
    ],
)
def test_automatisch_waar_de_gemeente_dat_aanzette(beleid, vorm):
    assert wat(aanvraag(), zaak(), beleid) == (vorm, Keuze.TOEWIJZEN, None)
    assert wat(vow(), vow_zaak(), beleid) == (vorm, Keuze.TOEWIJZEN, None)


def test_automatisch_alleen_als_elke_soort_aan_staat():
    twee = vow_zaak(contract(), contract(contractnummer="D-1", soort=Contractsoort.DYSLEXIE), soorten={})
    assert wat(vow(), twee)[0] is Vorm.VOORSTEL


@pytest.mark.parametrize(
    ("vraag", "anders"),
    [
        (aanvraag(regel(verwijzer="08")), {}),
        (aanvraag(regel(verwijzer="04")), {}),
        (aanvraag(), {"maatregel": True}),
        (aanvraag(replace(regel(), einddatum=None)), {"geboren": Geboren(date(2008, 4, 1), date(2008, 4, 1))}),
    ],
)
def test_altijd_een_mens(vraag, anders):
    feiten = zaak(contract(einddatum=None), **anders)
    assert wat(vraag, feiten)[0] is Vorm.MENS


def test_tot_18_hoeft_er_geen_mens_bij():
    jong = zaak(geboren=Geboren(date(2008, 7, 1), date(2008, 7, 1)))
    assert wat(aanvraag(), jong)[0] is Vorm.AUTOMATISCH


@pytest.mark.parametrize(("dag", "vorm"), [(date(2008, 6, 30), Vorm.MENS), (date(2008, 7, 1), Vorm.AUTOMATISCH)])
def test_strafrecht_tot_de_dag_waarop_iemand_18_wordt(dag, vorm):
    assert wat(aanvraag(), zaak(geboren=Geboren(dag, dag), jeugdstrafrecht=True))[0] is vorm


def test_strafrecht_boven_de_18_is_toegestaan_maar_voor_een_mens():
    ouder = zaak(geboren=Geboren(date(2000, 1, 1), date(2000, 1, 1)), jeugdstrafrecht=True)
    assert wat(aanvraag(), ouder) == (Vorm.MENS, Keuze.TOEWIJZEN, None)


@pytest.mark.parametrize("feit", ["lopend", "verzoeken", "woonplaats", "geboren"])
def test_bij_twijfel_een_mens_zonder_voorstel(feit):
    voorstel = stel_voor(aanvraag(), zaak(**{feit: ONBEKEND}), AAN)
    assert (voorstel.vorm, voorstel.keuze) == (Vorm.MENS, Keuze.GEEN)
    assert any("niet bekend" in grond for grond in voorstel.gronden)


def test_een_signaal_vraagt_een_mens():
    voorstel = stel_voor(aanvraag(), zaak(), AAN, [Signaal("draaideur", "KvK-nummer gelijk")])
    assert (voorstel.vorm, voorstel.keuze) == (Vorm.MENS, Keuze.TOEWIJZEN)
    assert voorstel.gronden == ("KvK-nummer gelijk (draaideur)",)


def test_een_afwijzing_is_nooit_automatisch():
    assert wat(aanvraag(regel(eenheid="04")), zaak()) == (Vorm.VOORSTEL, Keuze.AFWIJZEN, "4")
    assert wat(aanvraag(gemeente=ALMELO), zaak(woonplaats=Woonplaats(ALMELO))) == (
        Vorm.VOORSTEL,
        Keuze.AFWIJZEN,
        "3",
    )


def test_code_7_is_van_een_mens():
    assert wat(aanvraag(), zaak(afkeur=InhoudelijkeAfkeur("medewerker 3", "lichtere hulp past"))) == (
        Vorm.MENS,
        Keuze.AFWIJZEN,
        "7",
    )


def test_code_9_is_van_een_mens():
    oud = zaak(geboren=Geboren(date(2000, 1, 1), date(2000, 1, 1)))
    assert wat(aanvraag(), oud) == (Vorm.MENS, Keuze.AFWIJZEN, "9")


def test_code_8_noemt_de_gemeente_die_verantwoordelijk_is():
    voorstel = stel_voor(aanvraag(), zaak(woonplaats=Woonplaats(ALMELO)), AAN)
    assert (voorstel.keuze, voorstel.code, voorstel.gemeente) == (Keuze.AFWIJZEN, "8", ALMELO)


def test_een_open_verzoek_gaat_terug_met_een_retourcode():
    voorstel = stel_voor(aanvraag(), zaak(verzoeken=(Verzoek("A0000", "JW315"),)), AAN)
    assert (voorstel.keuze, voorstel.code, voorstel.retourcode) == (Keuze.TECHNISCH, None, "9374")


def test_de_eerste_toets_die_faalt_beslist_de_code():
    vraag = aanvraag(regel(eenheid="04"))
    feiten = zaak(lopend=(lopend(),))
    voorstel = stel_voor(vraag, feiten, AAN)
    assert voorstel.code == "4"
    assert [grond.rpartition(" (")[2] for grond in voorstel.gronden] == ["WJ759, IV075, IV094)", "OP259, OP347)"]


def test_een_eigen_voornemen_krijgt_bevindingen_en_geen_code():
    eigen = aanvraag(regel(eenheid="04"), herkomst=Herkomst.EIGEN, referentie=None)
    voorstel = stel_voor(eigen, zaak(), AAN)
    assert (voorstel.keuze, voorstel.code) == (Keuze.GEEN, None)
    assert "eenheid 04" in voorstel.gronden[0]
    assert wat(aanvraag(herkomst=Herkomst.EIGEN), zaak()) == (Vorm.MENS, Keuze.TOEWIJZEN, None)


def test_einde_en_volume_worden_samen_ingekort_en_uitgelegd():
    lang = aanvraag(regel(einddatum=date(2027, 6, 30), volume=120))
    voorstel = stel_voor(lang, zaak(contract(norm(volume=100))), AAN)
    assert (voorstel.vorm, voorstel.keuze) == (Vorm.VOORSTEL, Keuze.TOEWIJZEN)
    assert (voorstel.regels[0].einddatum, voorstel.regels[0].volume) == (date(2026, 12, 31), 100)
    assert voorstel.gronden == (
        "ingekort: contract OBJ-1 loopt tot en met 31-12-2026",
        "ingekort: gevraagd volume 120, de norm is 100",
    )


@pytest.mark.parametrize("einde", [date(2026, 10, 31), date(2026, 4, 1)])
def test_de_vroegste_einddatum_geldt(einde):
    wonen = lopend(7, categorie="44", code="WV01", einddatum=einde)
    feiten = zaak(contract(norm(alleen_met=("44",))), lopend=(wonen,))
    (een,) = stel_voor(aanvraag(regel(einddatum=date(2027, 6, 30))), feiten, AAN).regels
    assert een.einddatum == einde


def test_ook_ingekort_doet_software_bij_twijfel_geen_voorstel():
    lang = aanvraag(regel(einddatum=date(2027, 6, 30)))
    voorstel = stel_voor(lang, zaak(woonplaats=ONBEKEND), AAN)
    assert (voorstel.vorm, voorstel.keuze) == (Vorm.MENS, Keuze.GEEN)
    assert voorstel.regels[0].einddatum == date(2026, 12, 31)


def test_wat_ook_anders_niet_past_wordt_niet_ingekort():
    lang = aanvraag(regel(einddatum=date(2027, 6, 30)))
    assert wat(lang, zaak(lopend=(lopend(),)))[1:] == (Keuze.AFWIJZEN, "4")


def test_een_vow_wordt_nooit_ingekort():
    feiten = vow_zaak(contract(norm(volume=80)))
    assert wat(vow(), feiten)[1:] == (Keuze.AFWIJZEN, "2")
    assert wat(aanvraag(regel(ingangsdatum=date(2026, 7, 1), einddatum=date(2026, 9, 30))), feiten)[1] is (
        Keuze.TOEWIJZEN
    )
    assert wat(vow(wijziging(einddatum=date(2027, 1, 1))), vow_zaak())[1:] == (Keuze.AFWIJZEN, "4")


@given(st.integers(0, 700), st.integers(-400, 400), st.integers(1, 300), st.integers(1, 2_000_000))
def test_wat_wordt_voorgesteld_voldoet_zelf_aan_alle_toetsen(begin, einde, volume, centen):
    """And it never grants more than what was asked."""
    dag = date(2025, 6, 1) + timedelta(days=begin)
    tot = dag + timedelta(days=abs(einde)) if einde >= 0 else None
    feiten = zaak(contract(norm(volume=100, budget=1_000_000)))
    for vraag in (
        aanvraag(regel(ingangsdatum=dag, einddatum=tot, volume=volume)),
        aanvraag(budget(ingangsdatum=dag, einddatum=tot, budget=centen)),
    ):
        voorstel = stel_voor(vraag, feiten, AAN)
        assert voorstel.keuze in (Keuze.TOEWIJZEN, Keuze.AFWIJZEN)
        if voorstel.keuze is Keuze.TOEWIJZEN:
            (een,) = voorstel.regels
            assert eerste_falende(toets(replace(vraag, regels=(een,)), feiten)) is None
            assert een.ingangsdatum == dag <= een.laatste_dag <= vraag.regels[0].laatste_dag
            assert (een.volume or 0) <= (vraag.regels[0].volume or 0)
            assert (een.budget or 0) <= (vraag.regels[0].budget or 0)
            assert (voorstel.vorm is Vorm.AUTOMATISCH) == (een == vraag.regels[0])
