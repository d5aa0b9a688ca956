"""The books of the gemeenten: each post balances, and together they are the books of the region."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.ledger.boeken import (
    Boeking,
    Boekingsoort,
    Boekingsregel,
    Geboekt,
    Rekening,
    boek_betaling,
    boek_creditering,
    boek_terugkomst,
    boek_toekenning,
    boek_uitvoering,
)
from backoffice.ledger.journaal import Dagboek, GeboektePost, Journaalpost, Journaalrekening, journaal_van

DAG, BOEKMAAND, LEVERING = date(2026, 5, 6), date(2026, 5, 1), date(2026, 4, 1)
AANBIEDER = "12345678"
HENGELO, BORNE, ALMELO = "0164", "0147", "0141"
GEMEENTEN = (HENGELO, BORNE, ALMELO)


def post(boeking: Boeking, nummer: int = 1) -> GeboektePost:
    return GeboektePost(
        nummer,
        boeking.gemeente,
        boeking.soort,
        boeking.geboekt_op,
        BOEKMAAND,
        boeking.leveringsmaand,
        "D1/R1",
        "OB Jeugd",
        "45",
        boeking.regels,
    )


def toekenning(delen: dict[str, int], gemeente: str = HENGELO) -> Boeking:
    return boek_toekenning(7, gemeente, AANBIEDER, delen, DAG, LEVERING)


def regels(gemeente: str, boeking: Boeking) -> list[tuple[Journaalrekening, str, int]]:
    return [
        tuple(regel) for journaalpost in journaal_van(gemeente, [post(boeking)]) for regel in journaalpost.regels
    ]


def test_wie_zelf_draagt_heeft_kosten_en_een_schuld_aan_de_aanbieder() -> None:
    assert regels(HENGELO, toekenning({HENGELO: 5_000})) == [
        (Journaalrekening.KOSTEN, AANBIEDER, 5_000),
        (Journaalrekening.CREDITEUR, AANBIEDER, -5_000),
    ]
    assert regels(BORNE, toekenning({HENGELO: 5_000})) == []


def test_draagt_een_ander_dan_staat_dat_bij_beiden() -> None:
    boeking = toekenning({HENGELO: 3_000, BORNE: 2_000})
    assert regels(HENGELO, boeking) == [
        (Journaalrekening.KOSTEN, AANBIEDER, 3_000),
        (Journaalrekening.VORDERING, BORNE, 2_000),
        (Journaalrekening.CREDITEUR, AANBIEDER, -5_000),
    ]
    assert regels(BORNE, boeking) == [
        (Journaalrekening.KOSTEN, AANBIEDER, 2_000),
        (Journaalrekening.SCHULD, HENGELO, -2_000),
    ]
    (bij_borne,) = journaal_van(BORNE, [post(boeking)])
    assert bij_borne.dagboek is Dagboek.VERREKENING
    assert bij_borne.omschrijving == "Jeugdhulp toegekend, levering 04-2026, gedeclareerd bij 0164"


def test_een_betaling_raakt_alleen_wie_betaalt() -> None:
    betaling = boek_betaling(1, HENGELO, AANBIEDER, 5_000, DAG, LEVERING)
    assert regels(HENGELO, betaling) == [
        (Journaalrekening.CREDITEUR, AANBIEDER, 5_000),
        (Journaalrekening.ONDERWEG, HENGELO, -5_000),
    ]
    assert regels(HENGELO, boek_uitvoering(betaling, DAG)) == [
        (Journaalrekening.ONDERWEG, HENGELO, 5_000),
        (Journaalrekening.BANK, HENGELO, -5_000),
    ]
    (journaalpost,) = journaal_van(HENGELO, [post(betaling)])
    assert journaalpost.dagboek is Dagboek.BETALINGEN
    assert regels(BORNE, betaling) == []


def elke_soort(delen: dict[str, int], gemeente: str) -> list[Boeking]:
    """Granted, taken back, paid, carried out and come back."""
    boeking = toekenning(delen, gemeente)
    betaling = boek_betaling(1, gemeente, AANBIEDER, sum(delen.values()), DAG, LEVERING)
    return [
        boeking,
        boek_creditering(8, gemeente, Geboekt(1, boeking.regels), DAG, LEVERING),
        betaling,
        boek_uitvoering(betaling, DAG),
        boek_terugkomst(3, betaling, Rekening.BANK, DAG),
    ]


@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from(GEMEENTEN), st.integers(-(10**9), 10**9), min_size=1),
            st.sampled_from(GEMEENTEN),
            st.sampled_from(range(5)),
        ),
        max_size=8,
    )
)
def test_samen_zijn_de_gemeenten_de_regio(gevallen: list[tuple[dict[str, int], str, int]]) -> None:
    boekingen = [
        post(elke_soort(delen, gemeente)[welke], nummer)
        for nummer, (delen, gemeente, welke) in enumerate(gevallen)
    ]
    regio: Counter[tuple[Rekening, str]] = Counter()
    for boeking in boekingen:
        for rekening, partij, bedrag in boeking.regels:
            regio[rekening, partij] += bedrag
    samen: Counter[tuple[Rekening, str]] = Counter()
    tussen: Counter[tuple[str, str]] = Counter()
    for gemeente in GEMEENTEN:
        for journaalpost in journaal_van(gemeente, boekingen):
            assert sum(regel.bedrag for regel in journaalpost.regels) == 0
            tel_op(gemeente, journaalpost, samen, tussen)
    assert samen == regio
    assert not any(tussen.values())


def tel_op(
    gemeente: str,
    journaalpost: Journaalpost,
    samen: Counter[tuple[Rekening, str]],
    tussen: Counter[tuple[str, str]],
) -> None:
    """Back to the accounts of the region; what gemeenten owe each other by (who owes, to whom)."""
    terug = {
        Journaalrekening.CREDITEUR: Rekening.AANBIEDER,
        Journaalrekening.ONDERWEG: Rekening.ONDERWEG,
        Journaalrekening.BANK: Rekening.BANK,
    }
    for rekening, partij, bedrag in journaalpost.regels:
        if rekening is Journaalrekening.KOSTEN:
            samen[Rekening.GEMEENTE, gemeente] += bedrag
        elif rekening is Journaalrekening.VORDERING:
            tussen[partij, gemeente] += bedrag
        elif rekening is Journaalrekening.SCHULD:
            tussen[gemeente, partij] += bedrag
        else:
            samen[terug[rekening], partij] += bedrag


@pytest.mark.parametrize("soort", Boekingsoort)
def test_elke_soort_heeft_een_omschrijving_zonder_personen(soort: Boekingsoort) -> None:
    boeking = Boeking(None, HENGELO, soort, DAG, LEVERING, (Boekingsregel(Rekening.BANK, HENGELO, 0),))
    (journaalpost,) = journaal_van(HENGELO, [post(boeking)])
    assert journaalpost.omschrijving.endswith(", levering 04-2026")
