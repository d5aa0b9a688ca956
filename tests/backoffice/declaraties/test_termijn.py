"""The one-month rule: on time, late, corrected, replaced, and what being late leads to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.contracts.model import Declaratietermijn, Gevolg
from backoffice.declaraties.termijn import (
    Afkeur,
    Indiening,
    Termijnfeiten,
    Termijnoordeel,
    Toewijzingsversie,
    Uitkomst,
    Vervanging,
    beoordeel_termijn,
    eerst_verzonden,
    gevolg_op,
    kies_termijn,
    uiterste_datum,
    vertel,
)
from backoffice.kalender import BEVRIJDINGSDAG, GOEDE_VRIJDAG, STANDAARD, Kalender
from ijw.berichten import jw323
from ijw.regels.controle import controleer
from ijw.rekenen import laatste_dag
from tests.bouwers import jw323_bericht, prestatie

KALENDER = Kalender()
EEN_MAAND = Declaratietermijn(1)
VERZONDEN = date(2025, 11, 3)


def dag(tekst: str, jaar: int = 2026) -> date:
    """A day written as day-month."""
    dagnummer, maand = tekst.split("-")
    return date(jaar, int(maand), int(dagnummer))


def feiten(
    maand: date, ontvangen: date, dagtekening: date | None = None, *, bedrag: int = 100_000, **anders
) -> Termijnfeiten:
    """A prestatie of a whole month, on a toewijzing sent in November 2025."""
    basis = Termijnfeiten(
        maand,
        laatste_dag(maand),
        bedrag,
        Indiening(dagtekening or ontvangen, ontvangen),
        VERZONDEN,
    )
    return basis._replace(**anders)


def oordeel(gegeven: Termijnfeiten, termijn: Declaratietermijn = EEN_MAAND) -> Termijnoordeel:
    return beoordeel_termijn([termijn], gegeven, KALENDER)


JANUARI, FEBRUARI, MAART, APRIL, MEI = (date(2026, maand, 1) for maand in range(1, 6))


@pytest.mark.parametrize(
    ("gegeven", "uiterlijk", "uitkomst"),
    [
        (feiten(APRIL, dag("1-6")), dag("1-6"), Uitkomst.OP_TIJD),
        (feiten(APRIL, dag("5-6"), dag("2-6")), dag("1-6"), Uitkomst.TE_LAAT),
        (feiten(APRIL, dag("4-6"), dag("1-6")), dag("1-6"), Uitkomst.OP_TIJD),
        (feiten(APRIL, dag("5-6"), dag("1-6")), dag("1-6"), Uitkomst.TE_LAAT),
        (feiten(APRIL, dag("10-6"), dag("29-5")), dag("1-6"), Uitkomst.TE_LAAT),
        (
            feiten(date(2026, 6, 8), dag("31-7"), einddatum=dag("17-6")),
            dag("31-7"),
            Uitkomst.OP_TIJD,
        ),
        (feiten(JANUARI, dag("2-3")), dag("2-3"), Uitkomst.OP_TIJD),
        (feiten(JANUARI, dag("3-3")), dag("2-3"), Uitkomst.TE_LAAT),
        (feiten(FEBRUARI, dag("20-5"), toewijzing_verzonden=dag("14-4")), dag("1-6"), Uitkomst.OP_TIJD),
        (feiten(FEBRUARI, dag("20-5")), dag("31-3"), Uitkomst.TE_LAAT),
        (feiten(date(2025, 12, 1), dag("2-2")), dag("2-2"), Uitkomst.OP_TIJD),
        (feiten(date(2025, 12, 1), dag("3-2")), dag("2-2"), Uitkomst.TE_LAAT),
    ],
)
def test_de_termijn_telt_in_maanden_tot_een_werkdag(
    gegeven: Termijnfeiten, uiterlijk: date, uitkomst: Uitkomst
) -> None:
    """Examples 1, 3 to 7 and 16, each with the day after the last one."""
    uit = oordeel(gegeven)
    assert (uit.uiterste_datum, uit.uitkomst) == (uiterlijk, uitkomst)


def test_voorbeeld_2_te_laat_is_goedgekeurd_met_een_signaal() -> None:
    # 31-05-2026 is a Sunday, so the last day is Monday 01-06.
    uit = oordeel(feiten(APRIL, dag("2-6"), toewijzing_verzonden=dag("14-4")))
    assert (uit.uitkomst, uit.gevolg, uit.retourcode, uit.dagen_te_laat) == (
        Uitkomst.TE_LAAT,
        Gevolg.SIGNAAL,
        None,
        1,
    )
    assert vertel(uit) == (
        "Prestatie april 2026, toewijzing verzonden 14-04-2026, uiterste datum 01-06-2026, "
        "peildatum 02-06-2026: 1 dag te laat; goedgekeurd met een signaal."
    )


def test_voorbeeld_4_de_marge_stopt_een_oude_dagtekening() -> None:
    uit = oordeel(feiten(APRIL, dag("10-6"), dag("29-5")))
    assert uit.peildatum == dag("7-6")


def test_voorbeeld_7_de_maand_van_de_toewijzing_is_de_eerste_die_de_periode_dekt() -> None:
    kort = Toewijzingsversie(dag("12-1"), JANUARI, dag("15-2"))
    verlengd = Toewijzingsversie(dag("14-4"), JANUARI, dag("31-12"))
    later = Toewijzingsversie(dag("3-5"), JANUARI)
    versies = [later, verlengd, kort]
    assert eerst_verzonden(versies, FEBRUARI, dag("28-2")) == dag("14-4")
    assert eerst_verzonden(versies, FEBRUARI, dag("15-2")) == dag("12-1")
    assert eerst_verzonden([kort], FEBRUARI, dag("16-2")) is None
    assert eerst_verzonden([kort], date(2025, 12, 31), dag("15-2")) is None


@pytest.mark.parametrize(
    ("opnieuw", "uitkomst"), [(dag("26-5"), Uitkomst.HERSTELD), (dag("2-6"), Uitkomst.TE_LAAT)]
)
def test_voorbeeld_8_herstel_van_een_prestatie_die_op_tijd_was(opnieuw: date, uitkomst: Uitkomst) -> None:
    eerder = Afkeur(Indiening(dag("10-4"), dag("10-4")), antwoord=dag("22-4"), technisch=False)
    uit = oordeel(feiten(MAART, opnieuw, afkeuren=(eerder,)))
    assert (uit.uiterste_datum, uit.hersteldatum) == (dag("30-4"), dag("1-6"))
    assert uit.uitkomst is uitkomst


def test_voorbeeld_9_te_laat_wordt_door_herstel_niet_beter() -> None:
    eerder = Afkeur(Indiening(dag("12-5"), dag("12-5")), antwoord=dag("15-5"), technisch=False)
    uit = oordeel(feiten(MAART, dag("20-5"), afkeuren=(eerder,)))
    assert (uit.uitkomst, uit.uiterste_datum, uit.hersteldatum) == (Uitkomst.TE_LAAT, dag("30-4"), None)


def test_herstel_na_herstel_telt_vanaf_de_laatste_afkeur() -> None:
    eerste = Afkeur(Indiening(dag("10-4"), dag("10-4")), antwoord=dag("22-4"), technisch=False)
    tweede = Afkeur(Indiening(dag("1-6"), dag("1-6")), antwoord=dag("12-6"), technisch=False)
    gegeven = feiten(MAART, dag("31-7"), afkeuren=(tweede, eerste))
    # The second was within 01-06, so July follows its rejection in June.
    assert oordeel(gegeven).uitkomst is Uitkomst.HERSTELD
    te_laat = tweede._replace(indiening=Indiening(dag("2-6"), dag("2-6")))
    assert oordeel(gegeven._replace(afkeuren=(eerste, te_laat))).uitkomst is Uitkomst.TE_LAAT


def test_voorbeeld_10_een_credit_is_nooit_te_laat() -> None:
    uit = oordeel(feiten(date(2024, 9, 1), dag("12-5"), bedrag=-100_000))
    assert (uit.uitkomst, uit.gevolg) == (Uitkomst.CREDIT, None)
    assert vertel(uit).endswith("een creditprestatie is nooit te laat.")


@pytest.mark.parametrize(
    ("bedrag", "op_tijd", "uitkomst"),
    [
        (90_000, True, Uitkomst.VERVANGEN),
        (100_000, True, Uitkomst.VERVANGEN),
        (100_001, True, Uitkomst.NAKIJKEN),
        (110_000, True, Uitkomst.NAKIJKEN),
        (90_000, False, Uitkomst.TE_LAAT),
    ],
)
def test_voorbeeld_11_een_vervangende_debet_erft(bedrag: int, op_tijd: bool, uitkomst: Uitkomst) -> None:
    uit = oordeel(feiten(JANUARI, dag("12-6"), bedrag=bedrag, vervangt=Vervanging(100_000, op_tijd)))
    assert uit.uitkomst is uitkomst


def test_wat_hoger_is_dan_het_gecrediteerde_zegt_hoeveel() -> None:
    uit = oordeel(feiten(JANUARI, dag("12-6"), bedrag=110_000, vervangt=Vervanging(100_000, True)))
    assert "nakijken, want zij is € 100,00 hoger dan de gecrediteerde prestatie" in vertel(uit)
    assert uit.gevolg is Gevolg.SIGNAAL


def met_periode_tot(eind: date, dagtekening: date, aantal_goede: int = 0) -> set[str | None]:
    """The retourcodes for the five years of the standard, in a message with a prestatie that ends on a day."""
    goede = [prestatie(begindatum=date(2026, 1, 1), einddatum=date(2026, 1, 31))] * aantal_goede
    oude = prestatie(begindatum=eind.replace(day=1), einddatum=eind)
    bericht = jw323_bericht(declaratie_dagtekening=dagtekening, prestaties=[*goede, oude])
    return {
        b.retourcode
        for b in controleer(jw323.SOORT, lambda: bericht, lambda: bericht.declaratie.clienten)
        if b.regel == "TR335"
    }


def test_voorbeeld_12_zonder_termijn_blijft_alleen_de_vijf_jaar_van_de_standaard() -> None:
    gegeven = feiten(date(2021, 11, 1), dag("4-5"))
    uit = oordeel(gegeven, Declaratietermijn())
    assert (uit.uitkomst, uit.uiterste_datum, uit.gevolg) == (Uitkomst.GEEN_TERMIJN, None, None)
    assert vertel(uit) == "Prestatie november 2021, peildatum 04-05-2026: er is geen termijn afgesproken."
    eind = gegeven.einddatum
    assert met_periode_tot(eind, dag("30-11")) == set()
    assert met_periode_tot(eind, dag("1-12")) == {"0001"}


def test_voorbeeld_13_een_te_oude_prestatie_keurt_het_hele_bericht_af() -> None:
    assert met_periode_tot(date(2021, 2, 28), dag("2-3"), aantal_goede=40) == {"0001"}
    assert met_periode_tot(date(2021, 2, 28), dag("28-2"), aantal_goede=40) == set()


@pytest.mark.parametrize(
    ("opnieuw", "uitkomst"),
    [
        (dag("16-6"), Uitkomst.HERSTELD),
        (dag("19-6"), Uitkomst.HERSTELD),
        (dag("20-6"), Uitkomst.TE_LAAT),
    ],
)
def test_voorbeeld_14_technisch_herstel_duurt_tien_werkdagen(opnieuw: date, uitkomst: Uitkomst) -> None:
    # Friday 05-06 is day 0: two full weeks end on Friday 19-06.
    eerder = Afkeur(Indiening(dag("29-5"), dag("29-5")), antwoord=dag("5-6"), technisch=True)
    uit = oordeel(feiten(APRIL, opnieuw, afkeuren=(eerder,)))
    assert (uit.hersteldatum, uit.uitkomst) == (dag("19-6"), uitkomst)


def test_voorbeeld_15_een_latere_declaratieperiode_helpt_niet() -> None:
    """The term looks at the ProductPeriode alone: DeclaratiePeriode is no part of what it is judged by."""
    assert oordeel(feiten(APRIL, dag("18-6"))).dagen_te_laat == 17


def test_voorbeeld_16_het_leveringsjaar_is_dat_van_de_productperiode() -> None:
    uit = oordeel(feiten(date(2025, 12, 1), dag("2-2")))
    assert (uit.leveringsjaar, uit.feiten.indiening.ontvangen.year) == (2025, 2026)


AFWIJZEN = Declaratietermijn(1, Gevolg.AFWIJZEN)
MET_CODE = Declaratietermijn(1, Gevolg.AFWIJZEN, retourcode_te_laat="8214")
TE_LAAT = feiten(MEI, dag("15-7"))


def test_voorbeeld_17_afwijzen_kan_alleen_met_een_afgesproken_retourcode() -> None:
    zonder, met = oordeel(TE_LAAT, AFWIJZEN), oordeel(TE_LAAT, MET_CODE)
    assert (zonder.uiterste_datum, zonder.gevolg, zonder.retourcode) == (dag("30-6"), Gevolg.SIGNAAL, None)
    assert vertel(zonder).endswith("goedgekeurd met een signaal, want het contract noemt geen retourcode.")
    assert (met.gevolg, met.retourcode) == (Gevolg.AFWIJZEN, "8214")
    assert vertel(met).endswith("15 dagen te laat; afgewezen met retourcode 8214, die het contract noemt.")


def test_wat_een_mens_moet_nakijken_wijst_de_machine_niet_af() -> None:
    gegeven = TE_LAAT._replace(bedrag=110_000, vervangt=Vervanging(100_000, True))
    uit = oordeel(gegeven, MET_CODE)
    assert (uit.uitkomst, uit.gevolg, uit.retourcode) == (Uitkomst.NAKIJKEN, Gevolg.AANHOUDEN, None)


def test_zonder_verzenddatum_is_niemand_te_laat() -> None:
    onbekend = TE_LAAT._replace(toewijzing_verzonden=None)
    assert oordeel(onbekend).uitkomst is Uitkomst.NAKIJKEN
    assert oordeel(onbekend._replace(indiening=Indiening(dag("30-6"), dag("30-6")))).uitkomst is Uitkomst.OP_TIJD
    assert "verzending van de toewijzing onbekend" in vertel(oordeel(onbekend))


@pytest.mark.parametrize(
    ("vandaag", "besluit", "gevolg"),
    [
        (dag("28-7"), None, Gevolg.AANHOUDEN),
        (dag("29-7"), None, Gevolg.SIGNAAL),
        (dag("28-7"), Gevolg.SIGNAAL, Gevolg.SIGNAAL),
        (dag("28-7"), Gevolg.AFWIJZEN, Gevolg.AFWIJZEN),
        (dag("29-7"), Gevolg.AFWIJZEN, Gevolg.AFWIJZEN),
        (dag("29-7"), Gevolg.AANHOUDEN, Gevolg.SIGNAAL),
    ],
)
def test_aanhouden_eindigt_met_het_antwoord(vandaag: date, besluit: Gevolg | None, gevolg: Gevolg) -> None:
    # Received Wednesday 15-07: the tenth werkdag is Wednesday 29-07.
    uit = oordeel(TE_LAAT, Declaratietermijn(1, Gevolg.AANHOUDEN, retourcode_te_laat="8214"))
    assert uit.beslissen_uiterlijk == dag("29-7")
    assert gevolg_op(uit, vandaag, besluit) is gevolg


def test_afwijzen_na_aanhouden_vraagt_ook_een_retourcode() -> None:
    uit = oordeel(TE_LAAT, Declaratietermijn(1, Gevolg.AANHOUDEN))
    assert gevolg_op(uit, dag("20-7"), Gevolg.AFWIJZEN) is Gevolg.SIGNAAL
    assert vertel(uit).endswith("15 dagen te laat; aangehouden, beslis uiterlijk 29-07-2026.")
    assert gevolg_op(oordeel(TE_LAAT), dag("1-9"), Gevolg.AFWIJZEN) is Gevolg.SIGNAAL


def test_de_begindatum_kiest_de_afspraak() -> None:
    oud, nieuw = Declaratietermijn(), Declaratietermijn(1, vanaf=date(2019, 1, 1))
    for termijnen in ([oud, nieuw], [nieuw, oud]):
        assert kies_termijn(termijnen, date(2018, 12, 31)) == oud
        assert kies_termijn(termijnen, date(2019, 1, 1)) == nieuw
    assert kies_termijn([nieuw], date(2018, 12, 31)).termijn_maanden is None
    vorig_jaar = feiten(date(2025, 12, 1), dag("3-2"))
    strenger = Declaratietermijn(0, vanaf=date(2026, 1, 1))
    assert beoordeel_termijn([EEN_MAAND, strenger], vorig_jaar, KALENDER).uiterste_datum == dag("2-2")
    assert beoordeel_termijn([EEN_MAAND, strenger], feiten(JANUARI, dag("3-2")), KALENDER).uiterste_datum == dag(
        "2-2"
    )


def test_een_termijn_zonder_verschuiving_eindigt_in_het_weekend() -> None:
    vast = Declaratietermijn(1, verschuif_werkdag=False)
    assert uiterste_datum(vast, dag("30-4"), None, KALENDER) == dag("31-5")
    assert uiterste_datum(vast, date(9999, 12, 31), None, KALENDER) == date.max


# --- what holds for every calendar and every agreement ---------------------------------------------


@dataclass(frozen=True, slots=True)
class EigenKalender(Kalender):
    """A calendar with any other free days."""

    vrij: frozenset[date] = frozenset()

    def is_werkdag(self, dag: date) -> bool:
        return dag not in self.vrij and Kalender.is_werkdag(self, dag)


DAGEN = st.dates(date(2023, 1, 1), date(2027, 12, 31))
KALENDERS = st.builds(
    EigenKalender,
    st.sets(st.sampled_from(sorted(STANDAARD | {GOEDE_VRIJDAG, BEVRIJDINGSDAG}))).map(frozenset),
    st.sets(DAGEN, max_size=30).map(frozenset),
)
TERMIJNEN = st.builds(
    Declaratietermijn,
    st.integers(0, 14),
    st.sampled_from(Gevolg),
    verschuif_werkdag=st.booleans(),
    peildatum_marge=st.integers(0, 10),
    hersteltermijn=st.integers(0, 3),
    herstel_technisch_werkdagen=st.integers(1, 20),
    retourcode_te_laat=st.sampled_from([None, "8214"]),
)
INDIENINGEN = st.builds(Indiening, DAGEN, DAGEN)
AFKEUREN = st.lists(st.builds(Afkeur, INDIENINGEN, DAGEN, st.booleans()), max_size=4).map(tuple)


@st.composite
def gegevens(draw: st.DrawFn, **vast: st.SearchStrategy) -> Termijnfeiten:
    eind = draw(DAGEN)
    return Termijnfeiten(
        eind.replace(day=1),
        eind,
        draw(vast.get("bedrag", st.integers(0, 10**6))),
        draw(INDIENINGEN),
        draw(st.none() | DAGEN),
        draw(vast.get("afkeuren", AFKEUREN)),
        draw(vast.get("vervangt", st.none() | st.builds(Vervanging, st.integers(0, 10**6), st.booleans()))),
    )


STRENGHEID = {Uitkomst.OP_TIJD: 0, Uitkomst.HERSTELD: 1, Uitkomst.VERVANGEN: 2, Uitkomst.NAKIJKEN: 2}


@given(TERMIJNEN, gegevens(), st.integers(0, 400), KALENDERS)
def test_later_wordt_nooit_beter(
    termijn: Declaratietermijn, gegeven: Termijnfeiten, later: int, kalender: Kalender
) -> None:
    nu = beoordeel_termijn([termijn], gegeven, kalender)
    schuif = timedelta(days=later)
    indiening = Indiening(gegeven.indiening.dagtekening + schuif, gegeven.indiening.ontvangen + schuif)
    dan = beoordeel_termijn([termijn], gegeven._replace(indiening=indiening), kalender)
    assert dan.peildatum == nu.peildatum + schuif
    assert STRENGHEID.get(dan.uitkomst, 3) >= STRENGHEID.get(nu.uitkomst, 3)
    assert dan.dagen_te_laat >= nu.dagen_te_laat


@given(TERMIJNEN, DAGEN, st.none() | DAGEN, KALENDERS)
def test_de_laatste_dag_schuift_alleen_vooruit_en_naar_een_werkdag(
    termijn: Declaratietermijn, eind: date, verzonden: date | None, kalender: Kalender
) -> None:
    vast = uiterste_datum(replace(termijn, verschuif_werkdag=False), eind, verzonden, kalender)
    schuivend = uiterste_datum(replace(termijn, verschuif_werkdag=True), eind, verzonden, kalender)
    assert vast is not None
    assert schuivend is not None
    assert vast == laatste_dag(vast) >= eind
    assert schuivend >= vast
    assert kalender.is_werkdag(schuivend)
    assert not any(kalender.is_werkdag(vast + timedelta(days=nummer)) for nummer in range((schuivend - vast).days))
    assert (verzonden is None) or schuivend >= verzonden


@given(TERMIJNEN, gegevens(vervangt=st.none()), KALENDERS)
def test_herstel_geneest_geen_late_eerste_indiening(
    termijn: Declaratietermijn, gegeven: Termijnfeiten, kalender: Kalender
) -> None:
    kaal = gegeven._replace(afkeuren=())
    op_tijd = {
        afkeur: beoordeel_termijn([termijn], kaal._replace(indiening=afkeur.indiening), kalender).uitkomst
        for afkeur in gegeven.afkeuren
    }
    uit = beoordeel_termijn([termijn], gegeven, kalender)
    if Uitkomst.OP_TIJD not in op_tijd.values():
        assert uit == beoordeel_termijn([termijn], kaal, kalender)._replace(feiten=gegeven)
    else:
        assert uit.hersteldatum is not None
    omgekeerd = gegeven._replace(afkeuren=gegeven.afkeuren[::-1])
    assert beoordeel_termijn([termijn], omgekeerd, kalender).uitkomst is uit.uitkomst


@given(
    TERMIJNEN, gegevens(bedrag=st.integers(-(10**6), 10**6)), KALENDERS, DAGEN, st.none() | st.sampled_from(Gevolg)
)
def test_elk_gevolg_is_toegestaan_en_elk_besluit_valt_op_tijd(
    termijn: Declaratietermijn,
    gegeven: Termijnfeiten,
    kalender: Kalender,
    vandaag: date,
    besluit: Gevolg | None,
) -> None:
    uit = beoordeel_termijn([termijn], gegeven, kalender)
    assert (uit.gevolg is None) == (uit.uitkomst not in (Uitkomst.TE_LAAT, Uitkomst.NAKIJKEN))
    assert (uit.dagen_te_laat > 0) or uit.uitkomst is not Uitkomst.TE_LAAT
    slot = gevolg_op(uit, vandaag, besluit)
    if Gevolg.AFWIJZEN in (uit.gevolg, slot):
        assert termijn.retourcode_te_laat is not None
    if gegeven.bedrag < 0:
        assert (uit.uitkomst, slot) == (Uitkomst.CREDIT, None)
    if uit.gevolg is Gevolg.AANHOUDEN:
        assert uit.beslissen_uiterlijk == kalender.werkdagen_na(gegeven.indiening.ontvangen, 10)
        if vandaag >= uit.beslissen_uiterlijk:
            assert slot is not Gevolg.AANHOUDEN
    assert f"peildatum {uit.peildatum:%d-%m-%Y}" in vertel(uit)
