"""The responsible gemeente per day, with the article that decides, from facts in any order."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.cost_routing.feiten import (
    Adres,
    Adressoort,
    Feitelijk,
    Gezag,
    Gezagsoort,
    Moeder,
    Persoonsfeiten,
    TegenstrijdigeFeiten,
    Verblijf,
    Verblijfsoort,
)
from backoffice.cost_routing.woonplaats import Grond, Woonplaats, woonplaatsen
from backoffice.kalender import Kalender
from tests.backoffice.cost_routing.bouwers import (
    ALMELO,
    APELDOORN,
    BORNE,
    DEVENTER,
    DINKELLAND,
    ENSCHEDE,
    HAAKSBERGEN,
    HELLENDOORN,
    HENGELO,
    LOSSER,
    OLDENZAAL,
    PERSONEN,
    TUBBERGEN,
    WIERDEN,
    ZWOLLE,
    gezinshuis,
    pleeggezin,
    woont,
)


def op(dag: date, **feiten: Any) -> Woonplaats:
    (uit,) = woonplaatsen(Persoonsfeiten(**feiten), dag, dag)
    return uit


def kort(uit: tuple[Woonplaats, ...]) -> list[tuple[date, date, str | None]]:
    return [(deel.vanaf, deel.tot_en_met, deel.gemeente) for deel in uit]


def test_voorbeeld_1_een_verhuizing_gaat_in_op_de_dag_zelf() -> None:
    adressen = [woont(HENGELO, date(2020, 1, 1), date(2026, 4, 14)), woont(BORNE, date(2026, 4, 15))]
    uit = woonplaatsen(Persoonsfeiten(adressen), date(2026, 4, 1), date(2026, 4, 30))
    assert kort(uit) == [
        (date(2026, 4, 1), date(2026, 4, 14), HENGELO),
        (date(2026, 4, 15), date(2026, 4, 30), BORNE),
    ]
    assert {deel.grond for deel in uit} == {Grond.C}
    assert [deel.feiten for deel in uit] == [(adressen[0],), (adressen[1],)]


PLEEGKIND = [
    woont(ENSCHEDE, date(2015, 1, 1), date(2023, 8, 31)),
    woont(TUBBERGEN, date(2023, 9, 1)),
]


def test_voorbeeld_2_een_pleegkind_hoort_bij_de_gemeente_van_voor_het_verblijf() -> None:
    uit = op(date(2026, 3, 10), adressen=PLEEGKIND, verblijven=[pleeggezin(date(2023, 9, 1))])
    assert (uit.gemeente, uit.grond) == (ENSCHEDE, Grond.B)
    assert op(date(2023, 8, 31), adressen=PLEEGKIND).gemeente == ENSCHEDE


@pytest.mark.parametrize("tot_en_met", [date(2026, 3, 10), date(2026, 3, 11)])
def test_voorbeeld_3_een_overplaatsing_houdt_de_herkomst(tot_en_met: date) -> None:
    """The last day of the one may be the day before the other, or the same."""
    verblijven = [pleeggezin(date(2023, 9, 1), tot_en_met), gezinshuis(date(2026, 3, 11), None, BORNE)]
    uit = op(date(2026, 5, 1), adressen=PLEEGKIND, verblijven=verblijven)
    assert (uit.gemeente, uit.feiten) == (ENSCHEDE, (*verblijven, PLEEGKIND[0]))


def test_voorbeeld_4_na_een_echte_terugkeer_telt_een_nieuwe_herkomst() -> None:
    adressen = [
        woont(ENSCHEDE, date(2015, 1, 1), date(2023, 8, 31)),
        woont(TUBBERGEN, date(2023, 9, 1), date(2026, 1, 31)),
        woont(ALMELO, date(2026, 2, 1)),
    ]
    verblijven = [pleeggezin(date(2023, 9, 1), date(2026, 1, 31)), gezinshuis(date(2026, 5, 1))]
    uit = woonplaatsen(Persoonsfeiten(adressen, verblijven), date(2026, 1, 1), date(2026, 12, 31))
    assert [(deel.vanaf, deel.gemeente, deel.grond) for deel in uit] == [
        (date(2026, 1, 1), ENSCHEDE, Grond.B),
        (date(2026, 2, 1), ALMELO, Grond.C),
        (date(2026, 5, 1), ALMELO, Grond.B),
    ]


IN_TUBBERGEN = [pleeggezin(date(2023, 9, 1), date(2026, 3, 9)), gezinshuis(date(2026, 3, 11))]
NIET_THUIS = (
    "of de jeugdige op 10-03-2026 werkelijk thuis woonde: "
    "hij stond nog ingeschreven op het adres van zijn vorige verblijf"
)


def test_een_gat_van_een_dag_zonder_verhuizing_is_geen_terugkeer() -> None:
    """Otherwise a stay that was registered a day short would move the cost to the gemeente of the pleeggezin."""
    uit = op(date(2026, 5, 1), adressen=PLEEGKIND, verblijven=IN_TUBBERGEN)
    assert (uit.gemeente, uit.ontbreekt) == (None, NIET_THUIS)


def test_een_gat_na_een_overplaatsing_is_ook_geen_terugkeer() -> None:
    eerst, dan = IN_TUBBERGEN
    overgeplaatst = [
        replace(eerst, tot_en_met=date(2024, 12, 31)),
        replace(eerst, vanaf=date(2025, 1, 1)),
        dan,
    ]
    assert op(date(2026, 5, 1), adressen=PLEEGKIND, verblijven=overgeplaatst).ontbreekt == NIET_THUIS


@pytest.mark.parametrize(("werkelijk", "gemeente"), [(TUBBERGEN, TUBBERGEN), (BORNE, None), (None, None)])
def test_wie_werkelijk_thuis_was_krijgt_een_nieuwe_herkomst(werkelijk: str | None, gemeente: str | None) -> None:
    feitelijk = [Feitelijk(date(2026, 3, 10), date(2026, 3, 10), werkelijk)]
    uit = op(date(2026, 5, 1), adressen=PLEEGKIND, verblijven=IN_TUBBERGEN, feitelijk=feitelijk)
    assert uit.gemeente == gemeente


def test_wie_altijd_thuis_ingeschreven_bleef_houdt_die_herkomst() -> None:
    thuis = [woont(ENSCHEDE, date(2015, 1, 1))]
    assert op(date(2026, 5, 1), adressen=thuis, verblijven=IN_TUBBERGEN).gemeente == ENSCHEDE


VOOGDIJ = {
    "adressen": [
        woont(ZWOLLE, date(2010, 5, 1), date(2019, 3, 31)),
        woont(DINKELLAND, date(2019, 4, 1)),
    ],
    "verblijven": [gezinshuis(date(2019, 4, 1), None, DINKELLAND)],
    "gezag": [Gezag(date(2019, 4, 1), None, Gezagsoort.INSTELLING)],
    "geboortedatum": date(2010, 5, 1),
}


def test_voorbeeld_5_lopende_zaken_gaan_in_2022_over() -> None:
    uit = woonplaatsen(Persoonsfeiten(**VOOGDIJ), date(2021, 12, 1), date(2022, 1, 31))
    assert kort(uit) == [
        (date(2021, 12, 1), date(2021, 12, 31), DINKELLAND),
        (date(2022, 1, 1), date(2022, 1, 31), ZWOLLE),
    ]
    assert [deel.grond for deel in uit] == [Grond.OUD, Grond.B]


def test_voorbeeld_6_achttien_worden_verandert_niets_verhuizen_wel() -> None:
    adressen = [
        woont(OLDENZAAL, date(2007, 2, 1), date(2023, 6, 30)),
        woont(LOSSER, date(2023, 7, 1), date(2026, 5, 31)),
        woont(ENSCHEDE, date(2026, 6, 1)),
    ]
    verblijven = [pleeggezin(date(2023, 7, 1), date(2026, 5, 31))]
    feiten = Persoonsfeiten(adressen, verblijven, geboortedatum=date(2007, 2, 1))
    assert kort(woonplaatsen(feiten, date(2024, 1, 1), date(2026, 6, 30))) == [
        (date(2024, 1, 1), date(2026, 5, 31), OLDENZAAL),
        (date(2026, 6, 1), date(2026, 6, 30), ENSCHEDE),
    ]


CRISIS = {
    "adressen": [Adres(date(2026, 1, 1), None, Adressoort.GEEN)],
    "feitelijk": [Feitelijk(date(2026, 3, 1), None, ENSCHEDE)],
    "hulpvragen": [date(2026, 3, 2)],
}


def test_voorbeeld_7_zonder_inschrijving_telt_de_moeder_bij_de_geboorte() -> None:
    uit = op(date(2026, 3, 5), **CRISIS, moeder=Moeder(DEVENTER))
    assert (uit.gemeente, uit.grond) == (DEVENTER, Grond.A)
    uit = op(date(2026, 3, 5), **CRISIS, moeder=Moeder(None))
    assert (uit.gemeente, uit.grond) == (ENSCHEDE, Grond.A)


def test_wat_van_de_moeder_niet_is_opgezocht_wordt_niet_geraden() -> None:
    uit = op(date(2026, 3, 5), **CRISIS)
    assert (uit.gemeente, uit.ontbreekt) == (None, "waar de moeder ingezetene was bij de geboorte")


def test_voorbeeld_8_een_adres_in_onderzoek_telt_niet() -> None:
    adressen = [
        woont(HELLENDOORN, date(2020, 1, 1), date(2026, 2, 28)),
        woont(HELLENDOORN, date(2026, 3, 1), None, in_onderzoek=True),
    ]
    uit = woonplaatsen(Persoonsfeiten(adressen, moeder=Moeder(WIERDEN)), date(2026, 2, 1), date(2026, 3, 31))
    assert [(deel.vanaf, deel.gemeente, deel.grond) for deel in uit] == [
        (date(2026, 2, 1), HELLENDOORN, Grond.C),
        (date(2026, 3, 1), WIERDEN, Grond.A),
    ]


def test_voorbeeld_9_een_geheime_plaats_van_opvang_is_niet_nodig() -> None:
    opvang = Verblijf(date(2026, 2, 1), None, Verblijfsoort.OPVANG)
    uit = op(date(2026, 3, 1), adressen=[woont(HAAKSBERGEN, date(2020, 1, 1))], verblijven=[opvang])
    assert (uit.gemeente, uit.grond) == (HAAKSBERGEN, Grond.B)


GRONAU = {"adressen": [Adres(date(2020, 1, 1), None, Adressoort.BUITENLAND)], "hulpvragen": [date(2026, 2, 10)]}


def test_voorbeeld_10_woont_in_het_buitenland() -> None:
    in_losser = Feitelijk(date(2026, 2, 1), None, LOSSER)
    uit = op(date(2026, 3, 1), **GRONAU, feitelijk=[in_losser])
    assert (uit.gemeente, uit.grond) == (LOSSER, Grond.D)
    uit = op(date(2026, 3, 1), **GRONAU, feitelijk=[Feitelijk(date(2026, 2, 1), None, None)])
    assert uit.gemeente is None
    assert uit.ontbreekt == (
        "een gemeente: de jeugdige verbleef op 10-02-2026, de dag van de hulpvraag, niet in Nederland"
    )
    assert op(date(2026, 3, 1), **GRONAU).ontbreekt == (
        "waar de jeugdige op 10-02-2026, de dag van de hulpvraag, werkelijk verbleef"
    )
    # Before anybody asked for help there is nothing to go by.
    assert op(date(2026, 2, 9), **GRONAU, feitelijk=[in_losser]).ontbreekt == "de dag van de hulpvraag"


def test_voorbeeld_11_zorgboerderij_met_herkomst_buiten_de_regio() -> None:
    adressen = [woont(APELDOORN, date(2018, 1, 1), date(2026, 1, 11)), woont(DINKELLAND, date(2026, 1, 12))]
    ontvangen = date(2026, 3, 2)
    uit = op(ontvangen, adressen=adressen, verblijven=[gezinshuis(date(2026, 1, 12), None, DINKELLAND)])
    assert uit.gemeente == APELDOORN
    # The first answer, in onderzoek, is due before the two weeks for a woonplaats rejection are over.
    assert Kalender().werkdagen_na(ontvangen, 5) == date(2026, 3, 9)


def test_een_hulpvraag_verdeelt_de_periode() -> None:
    feitelijk = [Feitelijk(date(2026, 1, 1), None, LOSSER)]
    uit = woonplaatsen(Persoonsfeiten(**GRONAU, feitelijk=feitelijk), date(2026, 2, 1), date(2026, 2, 28))
    assert kort(uit) == [
        (date(2026, 2, 1), date(2026, 2, 9), None),
        (date(2026, 2, 10), date(2026, 2, 28), LOSSER),
    ]


def test_op_de_dag_van_een_overplaatsing_telt_de_nieuwe_plek() -> None:
    verblijven = [
        gezinshuis(date(2026, 2, 1), date(2026, 2, 10), ALMELO),
        pleeggezin(date(2026, 2, 10), None, BORNE),
    ]
    assert op(date(2026, 3, 1), **GRONAU, verblijven=verblijven).gemeente == BORNE


@pytest.mark.parametrize("soort", [Adressoort.BRIEFADRES, Adressoort.GEEN])
def test_een_herkomst_zonder_woonadres_valt_terug_op_de_moeder(soort: Adressoort) -> None:
    gemeente = ALMELO if soort is Adressoort.BRIEFADRES else None
    adressen = [Adres(date(2020, 1, 1), None, soort, gemeente)]
    feiten = {"adressen": adressen, "verblijven": [pleeggezin(date(2026, 1, 1))], "moeder": Moeder(WIERDEN)}
    uit = op(date(2026, 2, 1), **feiten)
    assert (uit.gemeente, uit.grond) == (WIERDEN, Grond.A)


def test_een_onbekende_herkomst_zegt_welke_dag_ontbreekt() -> None:
    uit = op(date(2026, 2, 1), verblijven=[pleeggezin(date(2026, 1, 1))])
    assert uit.gemeente is None
    assert uit.ontbreekt == "het woonadres op 31-12-2025, de dag voor het verblijf"
    assert op(date(2026, 2, 1)).ontbreekt == "het woonadres in deze periode"


# --- before 2022 ------------------------------------------------------------------------------------

KIND = date(2010, 5, 1)
OUD = date(2021, 6, 1)


def ouder(gemeente: str | None) -> Gezag:
    return Gezag(date(2010, 5, 1), None, Gezagsoort.OUDER, gemeente)


def in_2021(gezag: list[Gezag], feitelijk: str | None = None, **anders: Any) -> Woonplaats:
    werkelijk = [Feitelijk(date(2020, 1, 1), None, feitelijk)] if feitelijk else []
    return op(OUD, gezag=gezag, feitelijk=werkelijk, **({"geboortedatum": KIND} | anders))


def test_tot_2022_telt_de_gemeente_van_de_ouders() -> None:
    assert in_2021([ouder(HENGELO)]).gemeente == HENGELO
    assert in_2021([ouder(HENGELO)], feitelijk=BORNE).gemeente == HENGELO


def test_tot_2022_wonen_ouders_apart() -> None:
    apart = [ouder(HENGELO), ouder(BORNE)]
    assert in_2021(apart, feitelijk=BORNE).gemeente == BORNE
    nergens = "bij welke ouder de jeugdige in deze periode werkelijk verbleef"
    assert in_2021(apart, feitelijk=ALMELO).ontbreekt == nergens
    assert in_2021(apart).ontbreekt == nergens


def test_tot_2022_zijn_ouders_onvindbaar() -> None:
    assert in_2021([ouder(None)], feitelijk=ALMELO).gemeente == ALMELO
    assert in_2021([ouder(None)]).ontbreekt == "waar de jeugdige in deze periode werkelijk verbleef"


def test_tot_2022_wordt_niets_geraden() -> None:
    assert in_2021([]).ontbreekt == "wie in deze periode het gezag had"
    assert in_2021([ouder(HENGELO)], geboortedatum=None).ontbreekt == "de geboortedatum"


@pytest.mark.parametrize(
    ("geboren", "gemeente"),
    [(date(2003, 6, 2), HENGELO), (date(2003, 6, 1), OLDENZAAL)],
)
def test_tot_2022_telt_vanaf_achttien_het_eigen_adres(geboren: date, gemeente: str) -> None:
    adressen = [woont(OLDENZAAL, date(2020, 1, 1))]
    assert in_2021([ouder(HENGELO)], geboortedatum=geboren, adressen=adressen).gemeente == gemeente


def test_wie_op_een_schrikkeldag_is_geboren_wordt_achttien_op_1_maart() -> None:
    feiten = Persoonsfeiten(
        [woont(OLDENZAAL, date(2010, 1, 1))],
        gezag=[Gezag(date(2000, 2, 29), None, Gezagsoort.OUDER, HENGELO)],
        geboortedatum=date(2000, 2, 29),
    )
    uit = woonplaatsen(feiten, date(2018, 2, 28), date(2018, 3, 1))
    assert [deel.gemeente for deel in uit] == [HENGELO, OLDENZAAL]


# --- facts that cannot be true ----------------------------------------------------------------------

MAART, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("feiten", "melding"),
    [
        ({"adressen": [woont(ALMELO, MAART, APRIL), woont(BORNE, APRIL)]}, "Twee adressen overlappen: van 01-03"),
        ({"adressen": [woont(ALMELO, APRIL, MAART)]}, "eindigt voordat het begint"),
        ({"adressen": [woont("141", MAART)]}, "code van vier cijfers"),
        ({"adressen": [Adres(MAART, None, Adressoort.WOONADRES)]}, "hoort een gemeente"),
        ({"adressen": [Adres(MAART, None, Adressoort.GEEN, ALMELO)]}, "kan geen gemeente"),
        (
            {"verblijven": [pleeggezin(MAART, date(2026, 4, 2)), gezinshuis(APRIL)]},
            "Twee verblijven overlappen",
        ),
        (
            {"feitelijk": [Feitelijk(MAART, None, ALMELO), Feitelijk(APRIL, None, BORNE)]},
            "feitelijk verblijf overlappen",
        ),
        (
            {"verblijven": [gezinshuis(MAART, None, BORNE)], "feitelijk": [Feitelijk(APRIL, None, ALMELO)]},
            "andere gemeente dan het feitelijk verblijf",
        ),
        (
            {"gezag": [Gezag(MAART, None, Gezagsoort.INSTELLING), Gezag(APRIL, None, Gezagsoort.OUDER, ALMELO)]},
            "voogdij van een instelling gaan niet samen",
        ),
    ],
)
def test_tegenstrijdige_feiten_worden_geweigerd(feiten: dict[str, Any], melding: str) -> None:
    with pytest.raises(TegenstrijdigeFeiten, match=melding) as fout:
        op(date(2026, 6, 1), **feiten)
    # A gemeente is part of an address, so it stays out of the message.
    assert not {ALMELO, BORNE} & set(str(fout.value).split())


def test_wat_net_niet_overlapt_mag() -> None:
    op(APRIL, adressen=[woont(ALMELO, MAART, date(2026, 3, 31)), woont(BORNE, APRIL)])
    op(APRIL, verblijven=[pleeggezin(MAART, APRIL), gezinshuis(APRIL)])
    op(
        APRIL,
        feitelijk=[Feitelijk(MAART, APRIL, ALMELO)],
        verblijven=[gezinshuis(APRIL, None, BORNE)],
    )


def test_hetzelfde_feit_uit_twee_bronnen_is_een_feit() -> None:
    adressen = [woont(ALMELO, MAART, bron="BRP"), woont(ALMELO, MAART, bron="aanbieder")]
    for volgorde in (adressen, adressen[::-1]):
        uit = op(APRIL, adressen=volgorde)
        assert [getattr(feit, "bron", None) for feit in uit.feiten] == ["BRP"]


def test_een_periode_die_achterstevoren_staat() -> None:
    with pytest.raises(ValueError, match="voor haar begin"):
        woonplaatsen(Persoonsfeiten(), APRIL, MAART)


# --- what holds for all facts -----------------------------------------------------------------------

BEGIN, EIND = date(2021, 11, 1), date(2022, 3, 31)


@given(PERSONEN)
def test_elke_dag_heeft_een_uitkomst(feiten: Persoonsfeiten) -> None:
    uit = woonplaatsen(feiten, BEGIN, EIND)
    dag = BEGIN
    for deel in uit:
        assert deel.vanaf == dag <= deel.tot_en_met
        assert (deel.gemeente is None) == (deel.ontbreekt is not None)
        assert (deel.grond is Grond.OUD) == (deel.tot_en_met < date(2022, 1, 1))
        dag = deel.tot_en_met + timedelta(days=1)
    assert dag == EIND + timedelta(days=1)


@given(PERSONEN, st.dates(BEGIN, EIND))
def test_een_dag_alleen_gevraagd_geeft_hetzelfde(feiten: Persoonsfeiten, dag: date) -> None:
    """No fact changes the answer on a day that is not seen as a boundary."""
    (alleen,) = woonplaatsen(feiten, dag, dag)
    (deel,) = (deel for deel in woonplaatsen(feiten, BEGIN, EIND) if deel.vanaf <= dag <= deel.tot_en_met)
    assert replace(deel, vanaf=dag, tot_en_met=dag) == alleen


@given(PERSONEN, st.randoms(use_true_random=False))
def test_de_volgorde_van_feiten_doet_er_niet_toe(feiten: Persoonsfeiten, lot: Any) -> None:
    geschud = {}
    for veld in fields(feiten):
        waarde = getattr(feiten, veld.name)
        if isinstance(waarde, list):
            geschud[veld.name] = [*lot.sample(waarde, len(waarde)), *waarde[:1]]
    assert woonplaatsen(replace(feiten, **geschud), BEGIN, EIND) == woonplaatsen(feiten, BEGIN, EIND)
