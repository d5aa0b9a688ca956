"""Werkdagen and the terms counted in them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from backoffice.kalender import BEVRIJDINGSDAG, GOEDE_VRIJDAG, STANDAARD, Kalender

KALENDER = Kalender()


@pytest.mark.parametrize(
    ("dag", "werkdag"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), True),
        (date(2026, 4, 3), True),  # Good Friday
        (date(2026, 4, 4), False),  # Saturday
        (date(2026, 4, 5), False),  # Sunday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 4, 7), True),
        (date(2026, 4, 27), False),  # Koningsdag
        (date(2026, 5, 5), True),
        (date(2025, 5, 5), True),  # also in a lustrum year
        (date(2026, 5, 14), False),  # Ascension
        (date(2026, 5, 15), True),
        (date(2026, 5, 25), False),  # Whit Monday
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
        (date(2025, 12, 26), False),
        (date(2024, 12, 31), True),
    ],
)
def test_is_werkdag(dag, werkdag):
    assert KALENDER.is_werkdag(dag) is werkdag


def test_koningsdag_op_zondag_schuift_naar_zaterdag():
    # 27-04-2025 is a Sunday, so the Monday after it is an ordinary werkdag.
    assert KALENDER.is_werkdag(date(2025, 4, 28))
    assert not KALENDER.is_werkdag(date(2027, 4, 27))


def test_goede_vrijdag_en_5_mei_naar_keuze():
    vrij = Kalender(STANDAARD | {GOEDE_VRIJDAG, BEVRIJDINGSDAG})
    assert not vrij.is_werkdag(date(2026, 4, 3))
    assert not vrij.is_werkdag(date(2026, 5, 5))
    assert not vrij.is_werkdag(date(2026, 4, 6))


def test_zonder_feestdagen_telt_alleen_het_weekend():
    leeg = Kalender(frozenset())
    assert leeg.is_werkdag(date(2026, 1, 1))
    assert not leeg.is_werkdag(date(2026, 1, 3))


def test_onbekende_feestdag():
    with pytest.raises(ValueError, match="sinterklaas"):
        Kalender(STANDAARD | {"sinterklaas"})


@pytest.mark.parametrize("naam", sorted(STANDAARD | {GOEDE_VRIJDAG, BEVRIJDINGSDAG}))
@pytest.mark.parametrize("jaar", [2021, 2025, 2026, 2030, 2040])
def test_elke_feestdag_bestaat_elk_jaar_op_hoogstens_een_werkdag(naam, jaar):
    alleen, zonder = Kalender(frozenset({naam})), Kalender(frozenset())
    dagen = [date(jaar, 1, 1) + timedelta(days=n) for n in range(365)]
    vrij = [dag for dag in dagen if zonder.is_werkdag(dag) and not alleen.is_werkdag(dag)]
    altijd_doordeweeks = {"tweede paasdag", "hemelvaartsdag", "tweede pinksterdag", GOEDE_VRIJDAG}
    assert len(vrij) <= 1
    assert vrij or naam not in altijd_doordeweeks


def test_twee_feestdagen_op_een_dag():
    # In 2016 Ascension Day fell on 5 May.
    assert not Kalender(frozenset({BEVRIJDINGSDAG})).is_werkdag(date(2016, 5, 5))
    assert not Kalender(frozenset({"hemelvaartsdag"})).is_werkdag(date(2016, 5, 5))


@pytest.mark.parametrize(
    ("ontvangen", "werkdagen", "uiterlijk"),
    [
        (date(2026, 4, 2), 3, date(2026, 4, 8)),  # JW302
        (date(2026, 4, 24), 10, date(2026, 5, 11)),  # JW325 over Koningsdag
        (date(2025, 12, 19), 10, date(2026, 1, 7)),  # JW325 over Christmas and New Year
        (date(2026, 3, 2), 5, date(2026, 3, 9)),  # first answer to a VOT
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # received on a Saturday
        (date(2026, 6, 5), 10, date(2026, 6, 19)),
    ],
)
def test_werkdagen_na_ontvangst(ontvangen, werkdagen, uiterlijk):
    assert KALENDER.werkdagen_na(ontvangen, werkdagen) == uiterlijk


def test_goede_vrijdag_vrij_geeft_een_dag_meer():
    vrij = Kalender(STANDAARD | {GOEDE_VRIJDAG})
    assert vrij.werkdagen_na(date(2026, 4, 2), 3) == date(2026, 4, 9)


@pytest.mark.parametrize("aantal", [0, -1])
def test_een_termijn_zonder_dagen(aantal):
    with pytest.raises(ValueError, match="werkdag"):
        KALENDER.werkdagen_na(date(2026, 4, 2), aantal)


@pytest.mark.parametrize(
    ("dag", "verwacht"),
    [
        (date(2026, 5, 31), date(2026, 6, 1)),  # Sunday
        (date(2026, 2, 28), date(2026, 3, 2)),  # Saturday
        (date(2026, 1, 31), date(2026, 2, 2)),
        (date(2026, 6, 30), date(2026, 6, 30)),  # already a werkdag
        (date(2026, 4, 4), date(2026, 4, 7)),  # Easter
    ],
)
def test_volgende_werkdag(dag, verwacht):
    assert KALENDER.volgende_werkdag(dag) == verwacht
