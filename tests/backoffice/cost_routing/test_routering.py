"""Who bears a prestatie: by the facts of the jeugdige, by a key, or simply the gemeente that was declared to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.contracts.afspraken import Afspraken
from backoffice.contracts.model import Contractsoort, Deelname
from backoffice.cost_routing.feiten import (
    Adres,
    Adressoort,
    Feitelijk,
    Gezag,
    Gezagsoort,
    Moeder,
    Persoonsfeiten,
    Verblijf,
    Verblijfsoort,
)
from backoffice.cost_routing.herindeling import Herindeling, Herindelingen, Herindelingfout
from backoffice.cost_routing.routering import Dragerafspraken, Kosten, leg_uit, routeer
from backoffice.cost_routing.solidariteit import GEDEELD, Grondslag, Kostenafspraak, kostenafspraak
from backoffice.cost_routing.verdeelsleutel import Sleutels, Sleutelsoort, maak_sleutel
from backoffice.cost_routing.verrekening import Leverdagfout, Verrekenpost, dubbele_week
from backoffice.cost_routing.voortzetting import contractgemeente, overgang_2022, vertel, voortzetting
from ijw.rekenen import laatste_dag, periodecap
from tests.backoffice.contracts.bouwers import contract
from tests.backoffice.cost_routing.bouwers import PERSONEN, woont

ALMELO, BORNE, ENSCHEDE, HENGELO, HOF_VAN_TWENTE = "0141", "0147", "0153", "0164", "1735"
APRIL = date(2026, 4, 1)
VERHUISD = date(2026, 4, 15)
VERHUIZING = Persoonsfeiten(
    [
        woont(HENGELO, date(2020, 1, 1), VERHUISD - timedelta(days=1), bron="BRP"),
        woont(BORNE, VERHUISD, bron="BRP"),
    ]
)
GEEN_AFSPRAKEN = Dragerafspraken()


def kosten(**anders: Any) -> Kosten:
    """€ 1.234,56 of ambulant help in April, declared to Hengelo."""
    return Kosten(HENGELO, APRIL, date(2026, 4, 30), 123_456, "OB Jeugd")._replace(**anders)


def test_voorbeeld_1_de_week_van_de_verhuizing_telt_bij_allebei() -> None:
    def cap(begin: date, eind: date) -> int | None:
        return periodecap(3, "04", "2", begin, eind, begin, eind)

    # In minutes: weeks 14, 15 and 16, and weeks 16, 17 and 18; in one month that would be five weeks.
    assert cap(APRIL, date(2026, 4, 14)) == cap(VERHUISD, date(2026, 4, 30)) == 9 * 60
    assert cap(APRIL, date(2026, 4, 30)) == 15 * 60
    assert dubbele_week(VERHUISD)
    assert not dubbele_week(date(2026, 4, 13))
    assert dubbele_week(date(2026, 4, 14))


def test_voorbeeld_12_een_verhuizing_wordt_verrekend_naar_kalenderdagen() -> None:
    uit = routeer(kosten(), VERHUIZING, GEEN_AFSPRAKEN)
    # 16/30 of 123,456 is 65,843.2 and 14/30 is 57,612.8.
    assert uit.delen == {BORNE: 65_843, HENGELO: 57_613}
    assert uit.posten == (Verrekenpost(BORNE, HENGELO, 65_843),)
    assert leg_uit(uit).splitlines() == [
        "01-04-2026 tot en met 14-04-2026: gemeente 0164 (art. 1.1 Jeugdwet, woonplaats onder c).",
        "  woonadres in gemeente 0164 van 01-01-2020 tot en met 14-04-2026, bron BRP",
        "15-04-2026 tot en met 30-04-2026: gemeente 0147 (art. 1.1 Jeugdwet, woonplaats onder c).",
        "  woonadres in gemeente 0147 vanaf 15-04-2026, bron BRP",
        "Gemeente 0147 draagt € 658,43 (16 van 30 dagen).",
        "Gemeente 0164 draagt € 576,13 (14 van 30 dagen).",
        "Gemeente 0164 betaalt de aanbieder (art. 8.2.1 Jeugdwet) en verrekent met:",
        "  gemeente 0147: € 658,43",
    ]


def test_een_credit_verrekent_hetzelfde_terug() -> None:
    uit = routeer(kosten(bedrag=-123_456), VERHUIZING, GEEN_AFSPRAKEN)
    assert uit.delen == {BORNE: -65_843, HENGELO: -57_613}
    assert uit.posten == (Verrekenpost(BORNE, HENGELO, -65_843),)


def test_bekende_leverdagen_gaan_voor_kalenderdagen() -> None:
    levering = {date(2026, 4, 14): 60, date(2026, 4, 15): 120, date(2026, 4, 22): 60}
    uit = routeer(kosten(bedrag=40_000, levering=levering), VERHUIZING, GEEN_AFSPRAKEN)
    assert uit.delen == {BORNE: 30_000, HENGELO: 10_000}
    assert "Gemeente 0147 draagt € 300,00 (180 van 240 van de levering)." in leg_uit(uit)
    niets = routeer(kosten(levering={date(2026, 4, 14): 0}), VERHUIZING, GEEN_AFSPRAKEN)
    assert niets.delen == {BORNE: 65_843, HENGELO: 57_613}


@pytest.mark.parametrize("levering", [{date(2026, 5, 1): 60}, {APRIL: 60, VERHUISD: -1}])
def test_leverdagen_die_niet_kunnen(levering: dict[date, int]) -> None:
    with pytest.raises(Leverdagfout, match="ProductPeriode"):
        routeer(kosten(levering=levering), VERHUIZING, GEEN_AFSPRAKEN)


def test_zonder_feiten_draagt_de_gemeente_die_de_declaratie_kreeg() -> None:
    uit = routeer(kosten(), None, GEEN_AFSPRAKEN)
    assert (uit.delen, uit.posten, uit.ontbreekt) == ({HENGELO: 123_456}, (), ())
    assert leg_uit(uit).splitlines() == [
        "Gemeente 0164 draagt alles: er zijn geen feiten bekend die iets anders zeggen.",
        "Gemeente 0164 draagt € 1234,56.",
    ]


def test_wat_niet_te_bepalen_is_blijft_liggen_bij_wie_betaalt() -> None:
    tot_half_april = Persoonsfeiten([woont(BORNE, date(2020, 1, 1), date(2026, 4, 14))])
    uit = routeer(kosten(bedrag=30_000), tot_half_april, GEEN_AFSPRAKEN)
    assert uit.delen == {BORNE: 14_000, HENGELO: 16_000}
    assert uit.ontbreekt == ("het woonadres in deze periode",)
    assert "Zoek uit: het woonadres in deze periode. Tot dan draagt gemeente 0164 dat deel" in leg_uit(uit)


# --- shared costs -----------------------------------------------------------------------------------

SLEUTELS = Sleutels(
    [
        maak_sleutel(
            "crisismeldpunt",
            2026,
            Sleutelsoort.JEUGDIGEN,
            [(ALMELO, 16_000), (BORNE, 5_000), (ENSCHEDE, 33_000)],
        )
    ]
)


def test_voorbeeld_13_het_crisismeldpunt_wordt_gedeeld() -> None:
    gedeeld = kosten(gemeente=ENSCHEDE, bedrag=1_000_000, soort="crisismeldpunt")
    uit = routeer(gedeeld, VERHUIZING, Dragerafspraken(sleutels=SLEUTELS))
    assert uit.delen == {ALMELO: 296_296, BORNE: 92_593, ENSCHEDE: 611_111}
    assert uit.posten == (
        Verrekenpost(ALMELO, ENSCHEDE, 296_296),
        Verrekenpost(BORNE, ENSCHEDE, 92_593),
    )
    assert leg_uit(uit).startswith(
        "Gedeelde kosten (crisismeldpunt), verdeelsleutel 'crisismeldpunt' over 2026 "
        "naar jeugdigen tot 18 jaar op 1 januari."
    )


def test_wie_betaalt_hoeft_niet_in_de_sleutel_te_staan() -> None:
    uit = routeer(kosten(soort="crisismeldpunt"), None, Dragerafspraken(sleutels=SLEUTELS))
    assert HENGELO not in uit.delen
    assert sum(post.bedrag for post in uit.posten) == 123_456


def test_zonder_sleutel_voor_dat_jaar_is_er_werk() -> None:
    vorig_jaar = kosten(begindatum=date(2025, 4, 1), einddatum=date(2025, 4, 30), soort="crisismeldpunt")
    uit = routeer(vorig_jaar, None, Dragerafspraken(sleutels=SLEUTELS))
    assert uit.delen == {HENGELO: 123_456}
    assert uit.ontbreekt == ("de verdeelsleutel 'crisismeldpunt' over 2025",)
    assert "er zijn geen feiten" not in leg_uit(uit)


def test_standaard_is_hulp_woonplaats_en_beschikbaarheid_gedeeld() -> None:
    for soort in Contractsoort:
        assert kostenafspraak(soort, APRIL).grondslag is Grondslag.WOONPLAATS
    for naam in GEDEELD:
        assert kostenafspraak(naam, APRIL).grondslag is Grondslag.SOLIDARITEIT
        assert kostenafspraak(naam, APRIL).sleutel == naam


def test_een_afspraak_schakelt_per_soort_en_datum() -> None:
    jzplus = Kostenafspraak(Contractsoort.MAATREGELHULP_JZ, APRIL, Grondslag.SOLIDARITEIT, "crisismeldpunt")
    terug = Kostenafspraak(Contractsoort.MAATREGELHULP_JZ, date(2026, 7, 1), Grondslag.WOONPLAATS)
    afspraken = Dragerafspraken([terug, jzplus], SLEUTELS)

    def grondslag(dag: date, soort: str = "Maatregelhulp JZ+") -> Grondslag:
        einde = laatste_dag(dag)
        return routeer(kosten(begindatum=dag, einddatum=einde, soort=soort), None, afspraken).afspraak.grondslag

    assert grondslag(date(2026, 3, 31)) is Grondslag.WOONPLAATS
    assert grondslag(APRIL) is Grondslag.SOLIDARITEIT
    assert grondslag(date(2026, 6, 30)) is Grondslag.SOLIDARITEIT
    assert grondslag(date(2026, 7, 1)) is Grondslag.WOONPLAATS
    assert grondslag(APRIL, "OB Jeugd") is Grondslag.WOONPLAATS


# --- contracts after a move -------------------------------------------------------------------------


def test_voorbeeld_15_deelname_volgt_uit_het_contract_en_niet_uit_de_regio() -> None:
    regionaal = contract(deelnames=(Deelname(ENSCHEDE, date(2025, 1, 1)),))
    assert not Afspraken([regionaal]).heeft_contract(HOF_VAN_TWENTE, regionaal.aanbieder, APRIL)
    assert Afspraken([regionaal]).heeft_contract(ENSCHEDE, regionaal.aanbieder, APRIL)


def test_voorbeeld_16_voortzetting_duurt_hoogstens_een_jaar() -> None:
    uit = voortzetting(ENSCHEDE, ALMELO, date(2026, 3, 1), verzocht=True, met_verblijf=False)
    assert uit is not None
    assert uit.tot_en_met == date(2027, 2, 28)
    for dag, contract_van in (
        (date(2026, 2, 28), ALMELO),
        (date(2026, 3, 1), ENSCHEDE),
        (date(2027, 2, 28), ENSCHEDE),
        (date(2027, 3, 1), ALMELO),
    ):
        assert contractgemeente(ALMELO, dag, [uit]) == contract_van
    assert contractgemeente(BORNE, date(2026, 3, 1), [uit]) == BORNE
    assert vertel(uit) == (
        "Gemeente 0141 laat de hulp vanaf 01-03-2026 tot en met 28-02-2027 voortzetten door dezelfde aanbieder, "
        "onder het contract en de tarieven van gemeente 0153 (art. 2.7a Jeugdwet)."
    )


@pytest.mark.parametrize(
    ("verhuisd_op", "tot_en_met"),
    [(date(2024, 2, 29), date(2025, 2, 28)), (date(2027, 3, 1), date(2028, 2, 29))],
)
def test_voortzetting_rond_een_schrikkeldag(verhuisd_op: date, tot_en_met: date) -> None:
    uit = voortzetting(ENSCHEDE, ALMELO, verhuisd_op, verzocht=True, met_verblijf=False)
    assert uit is not None
    assert uit.tot_en_met == tot_en_met


@pytest.mark.parametrize(
    "anders",
    [{"verzocht": False}, {"met_verblijf": True}, {"nieuwe_gemeente": ENSCHEDE}],
)
def test_geen_voortzetting(anders: dict[str, Any]) -> None:
    gegeven = {"nieuwe_gemeente": ALMELO, "verzocht": True, "met_verblijf": False} | anders
    assert voortzetting(ENSCHEDE, verhuisd_op=APRIL, **gegeven) is None


def test_de_overgang_van_2022_duurde_een_jaar_en_bij_pleegzorg_zonder_einde() -> None:
    gewoon = overgang_2022("1774", "0193", pleegzorg=False)
    pleegzorg = overgang_2022("1774", "0193", pleegzorg=True)
    assert contractgemeente("0193", date(2022, 12, 31), [gewoon]) == "1774"
    assert contractgemeente("0193", date(2023, 1, 1), [gewoon]) == "0193"
    assert contractgemeente("0193", date(2026, 1, 1), [pleegzorg]) == "1774"
    assert "zonder einddatum" in vertel(pleegzorg)
    assert "art. 10.1 Jeugdwet" in vertel(pleegzorg)


# --- herindeling ------------------------------------------------------------------------------------

FUSIE = [Herindeling("0146", BORNE, date(2026, 1, 1)), Herindeling(BORNE, "9999", date(2027, 1, 1))]


def test_een_oude_gemeentecode_is_geen_andere_gemeente() -> None:
    afspraken = Dragerafspraken(herindelingen=FUSIE)
    in_borne = Persoonsfeiten([woont(BORNE, date(2026, 1, 1))])
    uit = routeer(kosten(gemeente="0146"), in_borne, afspraken)
    assert (uit.delen, uit.posten) == ({BORNE: 123_456}, ())
    nog_oud = Persoonsfeiten([woont("0146", date(2020, 1, 1))])
    assert routeer(kosten(gemeente=BORNE), nog_oud, afspraken).posten == ()
    assert routeer(kosten(gemeente="0146"), None, afspraken).delen == {BORNE: 123_456}
    assert routeer(kosten(gemeente="0146"), None, GEEN_AFSPRAKEN).delen == {"0146": 123_456}


def test_een_herindeling_gaat_op_haar_dag_in() -> None:
    herindelingen = Herindelingen(FUSIE)
    assert herindelingen.opvolger("0146", date(2025, 12, 31)) == "0146"
    assert herindelingen.opvolger("0146", date(2026, 1, 1)) == BORNE
    assert herindelingen.opvolger("0146", date(2027, 1, 1)) == "9999"
    assert herindelingen.opvolger(ALMELO, date(2027, 1, 1)) == ALMELO


def test_herindelingen_die_niet_kunnen() -> None:
    with pytest.raises(Herindelingfout, match="0146 heeft twee opvolgers"):
        Herindelingen([FUSIE[0], Herindeling("0146", ALMELO, date(2026, 1, 1))])
    kring = [*FUSIE, Herindeling("9999", BORNE, date(2028, 1, 1))]
    with pytest.raises(Herindelingfout, match="kring"):
        Herindelingen(kring)


# --- what holds for all -----------------------------------------------------------------------------

DAGEN_IN_JANUARI = st.integers(0, 30).map(lambda dag: date(2022, 1, 1) + timedelta(days=dag))
LEVERING = st.none() | st.dictionaries(DAGEN_IN_JANUARI, st.integers(0, 500), max_size=8)


@given(
    st.none() | PERSONEN, st.integers(-(10**9), 10**9), LEVERING, st.sampled_from(["OB Jeugd", "crisismeldpunt"])
)
def test_delen_en_verrekenposten_tellen_op(
    feiten: Persoonsfeiten | None, bedrag: int, levering: dict[date, int] | None, soort: str
) -> None:
    sleutels = Sleutels(
        [maak_sleutel("crisismeldpunt", 2022, Sleutelsoort.INWONERS, [(ALMELO, 7), (BORNE, 0), (HENGELO, 4)])]
    )
    gegeven = Kosten(HENGELO, date(2022, 1, 1), date(2022, 1, 31), bedrag, soort, levering)
    uit = routeer(gegeven, feiten, Dragerafspraken(sleutels=sleutels))
    assert sum(uit.delen.values()) == bedrag
    assert all(deel * bedrag >= 0 for deel in uit.delen.values())
    assert sum(post.bedrag for post in uit.posten) == bedrag - uit.delen.get(HENGELO, 0)
    assert all(post.ontvangt == HENGELO != post.betaalt and post.bedrag for post in uit.posten)
    assert leg_uit(uit)


@pytest.mark.parametrize(
    ("feit", "tekst"),
    [
        ({"verblijven": [Verblijf(APRIL, None, Verblijfsoort.OPVANG)]}, "verblijf bij opvang of beschermd wonen"),
        ({"adressen": [Adres(APRIL, None, Adressoort.BRIEFADRES, ALMELO)]}, "briefadres in gemeente 0141 vanaf"),
        ({"adressen": [woont(ALMELO, APRIL, None, in_onderzoek=True)]}, "in gemeente 0141, in onderzoek vanaf"),
        (
            {
                "adressen": [Adres(APRIL, None, Adressoort.GEEN)],
                "moeder": Moeder(None, "akte"),
                "hulpvragen": [APRIL],
                "feitelijk": [Feitelijk(APRIL, None, None)],
            },
            "moeder bij de geboorte geen ingezetene, bron akte\n  feitelijk verblijf buiten Nederland",
        ),
    ],
)
def test_de_uitleg_noemt_de_feiten(feit: dict[str, Any], tekst: str) -> None:
    assert tekst in leg_uit(routeer(kosten(), Persoonsfeiten(**feit), GEEN_AFSPRAKEN))


def test_de_uitleg_noemt_het_oude_recht() -> None:
    feiten = Persoonsfeiten(
        gezag=[Gezag(date(2010, 1, 1), None, Gezagsoort.OUDER, BORNE)], geboortedatum=date(2010, 1, 1)
    )
    oud = kosten(begindatum=date(2021, 4, 1), einddatum=date(2021, 4, 30))
    uit = leg_uit(routeer(oud, feiten, GEEN_AFSPRAKEN))
    assert "gemeente 0147 (art. 1.1 Jeugdwet zoals dat gold tot 01-01-2022)" in uit
    assert "gezag van ouder in gemeente 0147 vanaf 01-01-2010" in uit
